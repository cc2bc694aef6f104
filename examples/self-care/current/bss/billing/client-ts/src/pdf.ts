/** Where billing keeps printed invoices. */

const PRINT_HOST = "http://billing.prod.fjordtel.internal:8081";

export function billUrl(accountId: string, invoiceNumber: string): string {
  return `${PRINT_HOST}/print/${encodeURIComponent(accountId)}/${encodeURIComponent(invoiceNumber)}.pdf`;
}
