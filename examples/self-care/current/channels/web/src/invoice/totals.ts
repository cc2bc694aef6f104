/** Invoice totals: the ledger gives net rows, the page shows gross sums. */

export const VAT_RATE = 0.25;

export interface InvoiceRow {
  text: string;
  netCents: number;
  vatFree: boolean;
  from: string;
  to: string;
  kind: "fee" | "usage" | "roaming" | "discount" | "credit";
}

const DAY_MS = 24 * 60 * 60 * 1000;

export function proratedFee(monthlyFeeCents: number, activatedOn: string, month: string): number {
  const first = new Date(`${month}-01T00:00:00Z`);
  const next = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 1));
  const start = new Date(`${activatedOn}T00:00:00Z`);
  if (start <= first) {
    return monthlyFeeCents;
  }
  if (start >= next) {
    return 0;
  }
  const days = (next.getTime() - first.getTime()) / DAY_MS;
  const active = (next.getTime() - start.getTime()) / DAY_MS;
  return Math.round((monthlyFeeCents * active) / days);
}

export function grossTotal(rows: InvoiceRow[]): number {
  let taxable = 0;
  let free = 0;
  for (const row of rows) {
    const signed = row.kind === "discount" || row.kind === "credit" ? -Math.abs(row.netCents) : row.netCents;
    if (row.vatFree) {
      free += signed;
    } else {
      taxable += signed;
    }
  }
  return Math.max(0, Math.round(taxable * (1 + VAT_RATE)) + free);
}

export function explainDifference(current: InvoiceRow[], previous: InvoiceRow[]): string[] {
  const reasons: string[] = [];
  const sum = (rows: InvoiceRow[], kind: InvoiceRow["kind"]) =>
    rows.filter((row) => row.kind === kind).reduce((total, row) => total + row.netCents, 0);
  const roaming = sum(current, "roaming") - sum(previous, "roaming");
  if (roaming > 0) {
    reasons.push(`${(roaming / 100).toFixed(2)} € more because of a trip abroad`);
  }
  const usage = sum(current, "usage") - sum(previous, "usage");
  if (usage > 0) {
    reasons.push(`${(usage / 100).toFixed(2)} € more usage beyond the bundle`);
  }
  if (sum(previous, "discount") > 0 && sum(current, "discount") === 0) {
    reasons.push("a discount has ended");
  }
  return reasons;
}
