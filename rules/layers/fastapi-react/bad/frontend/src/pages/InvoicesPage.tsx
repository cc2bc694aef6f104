export const PAGE_SIZE = 20;

export function InvoicesPage() {
  return <h1>Invoices</h1>;
}
