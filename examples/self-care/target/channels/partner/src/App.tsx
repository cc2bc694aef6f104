import { connect } from "@fjordtel/api-client";
import { useState } from "react";
import { createRoot } from "react-dom/client";
import { CustomerSearch } from "./pages/CustomerSearch";
import { UsageTable } from "./pages/UsageTable";

/** The portal for resellers. Whose customers they see is decided by the frontend API. */
export function PartnerPortal() {
  const [customerId, setCustomerId] = useState("");
  return (
    <main>
      <CustomerSearch onChoose={setCustomerId} />
      {customerId === "" ? <p>Choose a customer.</p> : <UsageTable customerId={customerId} />}
    </main>
  );
}

const root = document.getElementById("portal");
if (root !== null) {
  connect("", () => sessionStorage.getItem("partner-token") ?? "");
  createRoot(root).render(<PartnerPortal />);
}
