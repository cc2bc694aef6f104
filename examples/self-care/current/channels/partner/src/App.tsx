import { createRoot } from "react-dom/client";
import { useState } from "react";
import { CustomerSearch } from "./customers/CustomerSearch";
import { UsageTable } from "./usage/UsageTable";

/** The portal for resellers: find a customer, see the usage of its lines. */
export function PartnerPortal({ partnerId }: { partnerId: string }) {
  const [customerId, setCustomerId] = useState<string | null>(null);
  return (
    <main>
      <CustomerSearch partnerId={partnerId} onChoose={setCustomerId} />
      {customerId === null ? <p>Choose a customer.</p> : <UsageTable customerId={customerId} />}
    </main>
  );
}

const root = document.getElementById("portal");
if (root !== null) {
  createRoot(root).render(<PartnerPortal partnerId={root.dataset.partner ?? ""} />);
}
