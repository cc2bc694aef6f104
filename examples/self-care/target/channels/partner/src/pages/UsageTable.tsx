import { formatMoney, useUsage } from "@fjordtel/ui";

/** The lines of one customer as a table. */
export function UsageTable({ customerId }: { customerId: string }) {
  const usage = useUsage(customerId, new Date().toISOString().slice(0, 7));
  if (usage.state !== "there") {
    return <p>{usage.state === "loading" ? "Loading …" : "Usage is not available right now."}</p>;
  }
  return (
    <table>
      <tbody>
        {usage.value.lines.map((line) => (
          <tr key={line.subscription + line.kind}>
            <td>{line.name}</td>
            <td>{line.used}</td>
            <td>{formatMoney(line.outOfBundle)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
