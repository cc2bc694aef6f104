import { BrowserRouter, Link, Route, Routes } from "react-router-dom";
import { OldBillViewer } from "./legacy/OldBillViewer";
import { InvoicePage } from "./pages/InvoicePage";
import { UsagePage } from "./pages/UsagePage";

/** The signed-in part of fjordtel.example. The session cookie is set by the login pages. */
export function App() {
  const accountId = sessionStorage.getItem("accountId") ?? "";
  return (
    <BrowserRouter>
      <nav>
        <Link to="/usage">Usage</Link>
        <Link to="/invoice">Invoice</Link>
        <Link to="/bills-before-2022">Older bills</Link>
      </nav>
      <Routes>
        <Route path="/usage" element={<UsagePage accountId={accountId} />} />
        <Route path="/invoice" element={<InvoicePage accountId={accountId} />} />
        <Route path="/bills-before-2022" element={<OldBillViewer accountId={accountId} />} />
      </Routes>
    </BrowserRouter>
  );
}
