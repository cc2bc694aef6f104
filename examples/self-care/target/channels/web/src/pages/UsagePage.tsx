import { formatMoney, useUsage } from "@fjordtel/ui";
import { UsageBar } from "../components/UsageBar";

/** Usage of every number, with what it costs beyond the bundle. */
export function UsagePage({ customerId }: { customerId: string }) {
  const usage = useUsage(customerId, new Date().toISOString().slice(0, 7));
  if (usage.state === "loading") {
    return <p>Loading your usage …</p>;
  }
  if (usage.state === "failed") {
    return <p role="alert">Usage is not available right now.</p>;
  }
  const { lines, outOfBundle, expected } = usage.value;
  return (
    <section>
      <h1>Your usage</h1>
      <p>
        {formatMoney(outOfBundle)} beyond your bundles so far, about {formatMoney(expected)} by the end of the month
      </p>
      {lines.map((line) => (
        <UsageBar key={line.subscription + line.kind} line={line} />
      ))}
    </section>
  );
}
