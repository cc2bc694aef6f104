import { openAmountOf, payBill } from "@fjordtel/api-client";
import { formatMoney, useBills } from "@fjordtel/ui";
import { useState } from "react";
import { BillReasons } from "../components/BillReasons";

/** The newest bill, its reasons, and a way to pay. */
export function InvoicePage({ customerId }: { customerId: string }) {
  const loaded = useBills(customerId);
  const [message, setMessage] = useState("");
  if (loaded.state !== "there") {
    return <p>{loaded.state === "loading" ? "Loading your bills …" : "Bills are not available right now."}</p>;
  }
  const { bills, explanation } = loaded.value;
  const newest = bills[0];
  if (newest === undefined) {
    return <p>No bill yet.</p>;
  }
  const pay = () =>
    payBill(newest.id).then(
      () => setMessage("Thank you, the payment is on its way."),
      () => setMessage("The payment did not work. Please try again."),
    );
  return (
    <section>
      <h1>Bill {newest.billNo}</h1>
      <p>{formatMoney(newest.taxIncludedAmount)}</p>
      {explanation === null ? null : <BillReasons explanation={explanation} />}
      <p>{formatMoney(openAmountOf(bills))} open</p>
      <button onClick={() => void pay()} disabled={newest.state === "settled"}>
        Pay now
      </button>
      <p role="status">{message}</p>
    </section>
  );
}
