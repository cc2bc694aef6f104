import { searchCustomers } from "@fjordtel/api-client";
import { useRequest } from "@fjordtel/ui";
import { useState } from "react";

/** Search among one's own customers. */
export function CustomerSearch({ onChoose }: { onChoose: (customerId: string) => void }) {
  const [text, setText] = useState("");
  const found = useRequest(() => (text === "" ? Promise.resolve([]) : searchCustomers(text)), text);
  return (
    <section>
      <input aria-label="Name" value={text} onChange={(event) => setText(event.target.value)} />
      {found.state === "failed" ? <p role="alert">The search did not work.</p> : null}
      <ul>
        {found.state === "there"
          ? found.value.map((customer) => (
              <li key={customer.id}>
                <button onClick={() => onChoose(customer.id)}>{customer.name}</button> ({customer.lines} lines)
              </li>
            ))
          : null}
      </ul>
    </section>
  );
}
