import { InvoiceList } from "../components/InvoiceList";
import { useInvoices } from "../hooks/useInvoices";

export function InvoicesPage() {
  return <InvoiceList invoices={useInvoices()} />;
}
