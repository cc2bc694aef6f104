/** Billing's ledger rows for TypeScript. Made from com.fjordtel.billing.invoice.InvoiceService. */

export interface LedgerRow {
  kind: "fee" | "usage" | "roaming" | "discount" | "credit";
  text: string;
  netCents: number;
  vatFree: boolean;
  from?: string;
  to?: string;
}

export interface LedgerAnswer {
  number: string;
  dueOn: string;
  segment: "private" | "business";
  paidCents: number;
  current: LedgerRow[];
  previous: LedgerRow[];
  bannerColour: string;
}

export function toRows(rows: LedgerRow[]): Required<LedgerRow>[] {
  return rows.map((row) => ({ ...row, from: row.from ?? "", to: row.to ?? "" }));
}
