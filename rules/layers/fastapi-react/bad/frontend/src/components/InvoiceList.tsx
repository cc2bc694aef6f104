import axios from "axios";
import { useEffect, useState } from "react";

import { PAGE_SIZE } from "../pages/InvoicesPage";

export function InvoiceList() {
  const [numbers, setNumbers] = useState<string[]>([]);
  useEffect(() => {
    axios.get(`/api/v1/invoices?limit=${PAGE_SIZE}`).then((answer) => setNumbers(answer.data));
  }, []);
  return <p>{numbers.join(", ")}</p>;
}
