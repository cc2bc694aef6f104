/** What an invoice comes to. The backend's sums cannot be used: they leave discounts out for the app. */
import type { AppInvoice } from "../api/client";

const VAT = 0.25;

export function grossCents(invoice: AppInvoice): number {
  let taxable = 0;
  let free = 0;
  for (const row of invoice.rows) {
    const signed = row.kind === "discount" || row.kind === "credit" ? -Math.abs(row.netCents) : row.netCents;
    if (row.vatFree) {
      free += signed;
    } else {
      taxable += signed;
    }
  }
  return Math.max(0, Math.round(taxable * (1 + VAT)) + free);
}

export function openCents(invoice: AppInvoice): number {
  return Math.max(0, grossCents(invoice) - invoice.paidCents);
}

export function whyHigher(current: AppInvoice, previous: AppInvoice): string | null {
  if (grossCents(current) <= grossCents(previous)) {
    return null;
  }
  const roaming = current.rows.filter((row) => row.kind === "roaming");
  if (roaming.length > 0) {
    return `You were abroad: ${roaming.length} roaming ${roaming.length === 1 ? "charge" : "charges"}`;
  }
  const calls = current.rows.filter((row) => row.kind === "usage" && row.netCents > 500);
  return calls.length > 0 ? `${calls.length} expensive calls` : "Your usage was higher";
}
