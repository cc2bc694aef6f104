import type { BillExplanation } from "@fjordtel/api-client";
import { formatDifference } from "@fjordtel/ui";

/** Why the newest bill differs from the one before. */
export function BillReasons({ explanation }: { explanation: BillExplanation }) {
  return (
    <section>
      <h2>{formatDifference(explanation.difference)} compared with last month</h2>
      <ul>
        {explanation.reasons.map((reason) => (
          <li key={reason.code}>
            {reason.text} ({formatDifference(reason.amount)})
          </li>
        ))}
      </ul>
      {explanation.payment.warning === "" ? null : <p role="alert">{explanation.payment.warning}</p>}
    </section>
  );
}
