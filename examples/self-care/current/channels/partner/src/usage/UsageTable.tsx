import { useEffect, useState } from "react";
import { usageOf } from "../api/partnerApi";
import type { LineUsage } from "../api/partnerApi";

const COMMISSION: Record<string, number> = { S5: 0.03, M20: 0.05, L60: 0.07 };

function commission(line: LineUsage): number {
  const rate = COMMISSION[line.planCode] ?? 0;
  const bonus = line.beyondBundleCents > 2000 ? 150 : 0;
  return Math.round(line.beyondBundleCents * rate) + bonus;
}

/** The lines of one customer, with what the partner earns from each. */
export function UsageTable({ customerId }: { customerId: string }) {
  const [lines, setLines] = useState<LineUsage[]>([]);
  useEffect(() => {
    usageOf(customerId).then(setLines, () => setLines([]));
  }, [customerId]);
  return (
    <table>
      <tbody>
        {lines.map((line) => (
          <tr key={line.msisdn}>
            <td>{line.msisdn}</td>
            <td>{line.voiceMinutes} min</td>
            <td>{line.dataMegabytes} MB</td>
            <td>{(commission(line) / 100).toFixed(2)} €</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
