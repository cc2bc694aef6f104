import { useEffect, useState } from "react";

import { fetchInvoices, type Invoice } from "../client/invoices";

export function useInvoices(): Invoice[] {
  const [invoices, setInvoices] = useState<Invoice[]>([]);
  useEffect(() => {
    fetchInvoices().then(setInvoices);
  }, []);
  return invoices;
}
