import { connect } from "@fjordtel/api-client";
import { createRoot } from "react-dom/client";
import { App } from "./App";

const root = document.getElementById("root");
if (root === null) {
  throw new Error("index.html has no #root");
}
connect("", () => sessionStorage.getItem("token") ?? "");
createRoot(root).render(<App customerId={root.dataset.customer ?? ""} />);
