import { useEffect, useState } from "react";

import { fetchInvoices, type Invoice } from "./client";

export function InvoicePage() {
  const [invoices, setInvoices] = useState<Invoice[]>([]);
  useEffect(() => {
    fetchInvoices().then(setInvoices);
  }, []);
  return (
    <ul>
      {invoices.map((invoice) => (
        <li key={invoice.number}>
          {invoice.number}: {invoice.total} {invoice.explanation}
        </li>
      ))}
    </ul>
  );
}
