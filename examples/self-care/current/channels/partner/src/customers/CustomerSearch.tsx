import { useState } from "react";
import { displayName, isOwnedBy } from "../../../../bss/shared-ts/src/customer";
import type { CrmCustomer } from "../../../../bss/shared-ts/src/customer";
import { searchCustomers } from "../api/partnerApi";

interface Props {
  partnerId: string;
  onChoose: (customerId: string) => void;
}

/** The API answers with everybody's customers; the portal leaves out those of other partners. */
export function CustomerSearch({ partnerId, onChoose }: Props) {
  const [text, setText] = useState("");
  const [found, setFound] = useState<CrmCustomer[]>([]);

  async function search() {
    const all = (await searchCustomers(text)) as CrmCustomer[];
    const own = all.filter((customer) => isOwnedBy(customer, partnerId));
    own.sort((one, other) => displayName(one).localeCompare(displayName(other)));
    setFound(own);
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void search();
      }}
    >
      <input value={text} onChange={(event) => setText(event.target.value)} />
      <ul>
        {found.map((customer) => (
          <li key={customer.id}>
            <button type="button" onClick={() => onChoose(customer.id)}>
              {displayName(customer)}
            </button>
          </li>
        ))}
      </ul>
    </form>
  );
}
