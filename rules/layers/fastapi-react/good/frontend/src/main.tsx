import { createRoot } from "react-dom/client";

import { InvoicesPage } from "./pages/InvoicesPage";

createRoot(document.getElementById("root")!).render(<InvoicesPage />);
