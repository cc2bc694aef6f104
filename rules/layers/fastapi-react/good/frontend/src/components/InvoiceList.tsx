import type { Invoice } from "../client/invoices";

export function InvoiceList({ invoices }: { invoices: Invoice[] }) {
  return (
    <ul>
      {invoices.map((invoice) => (
        <li key={invoice.number}>{invoice.number}</li>
      ))}
    </ul>
  );
}
