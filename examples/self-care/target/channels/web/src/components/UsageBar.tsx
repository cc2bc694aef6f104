import type { UsageLine } from "@fjordtel/api-client";
import { colourOf, formatDifference, formatMoney, spacing } from "@fjordtel/ui";

/** One kind of usage of one number. */
export function UsageBar({ line }: { line: UsageLine }) {
  const width = `${Math.min(100, Math.round(line.share * 100))}%`;
  return (
    <div style={{ margin: spacing.normal }}>
      <strong>{line.name}</strong> {line.used}
      <div role="progressbar" aria-valuenow={line.share} style={{ width, background: colourOf(line.level) }} />
      <small>
        {formatMoney(line.outOfBundle)} beyond the bundle ({formatDifference(line.comparedWithLastMonth)})
      </small>
    </div>
  );
}
