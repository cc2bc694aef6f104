import { useEffect, useState } from "react";
import { toRows } from "@billing-client/ledger";
import type { LedgerAnswer } from "@billing-client/ledger";
import { downloadInvoice } from "@fjordtel/invoice-pdf";
import { formatCents } from "../format/money";
import { dunningFor } from "../invoice/dunning";
import { explainDifference, grossTotal } from "../invoice/totals";

const BILLING = "http://billing.prod.fjordtel.internal:8081";

/** The invoice page asks billing itself: the frontend API would only have handed the answer on. */
export function InvoicePage({ accountId }: { accountId: string }) {
  const [answer, setAnswer] = useState<LedgerAnswer | null>(null);

  useEffect(() => {
    fetch(`${BILLING}/invoicePage/${accountId}?channel=web`)
      .then((response) => response.json())
      .then((body: LedgerAnswer) => setAnswer(body))
      .catch(() => setAnswer(null));
  }, [accountId]);

  if (answer === null) {
    return <p>Loading your invoice …</p>;
  }
  const current = toRows(answer.current);
  const previous = toRows(answer.previous);
  const total = grossTotal(current);
  const open = Math.max(0, total - answer.paidCents);
  const dunning = dunningFor(answer.dueOn, open, answer.segment === "business", new Date());
  const reasons = total > grossTotal(previous) ? explainDifference(current, previous) : [];

  return (
    <section>
      <h1>Invoice {answer.number}</h1>
      <p className="total">{formatCents(total + dunning.feeCents)}</p>
      {dunning.level === "none" ? null : <p role="alert">This invoice is overdue ({dunning.level}).</p>}
      {dunning.level === "restricted" || dunning.level === "blocked" ? <a href="/pay">Pay now to stay online</a> : null}
      {reasons.length > 0 ? (
        <ul aria-label="Why it is higher">
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      ) : null}
      <button onClick={() => void downloadInvoice(accountId, answer.number)}>Download PDF</button>
      {dunning.mayPayLater && open > 0 ? <a href="/pay-later">Pay later</a> : null}
    </section>
  );
}
