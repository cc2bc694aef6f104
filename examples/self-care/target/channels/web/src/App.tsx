import { BrowserRouter, Link, Route, Routes } from "react-router-dom";
import { InvoicePage } from "./pages/InvoicePage";
import { UsagePage } from "./pages/UsagePage";

/** The signed-in part of the web. */
export function App({ customerId }: { customerId: string }) {
  return (
    <BrowserRouter>
      <nav>
        <Link to="/usage">Usage</Link>
        <Link to="/invoice">Invoice</Link>
      </nav>
      <Routes>
        <Route path="/usage" element={<UsagePage customerId={customerId} />} />
        <Route path="/invoice" element={<InvoicePage customerId={customerId} />} />
      </Routes>
    </BrowserRouter>
  );
}
