"""Joins: what counts as one source, when answers meet, and when they only stand side by side."""

from pathlib import Path

import pytest

from archlint.pipeline.analyze import analyze
from archlint.pipeline.request import Request

NAME = "composition-outside-enablement"
LAYERS = """
[[layers]]
name = "ui"
paths = ["web/**"]

[[layers]]
name = "services"
paths = ["services/**"]
parts = { usage = "services/usage/**", bills = "services/bills/**" }

[[layers]]
name = "systems"
paths = ["bss/**"]
parts = { billing = "bss/billing/**", crm = "bss/crm/**" }
"""
SERVICES = {
    "services/usage/api.py": "from bss.billing.ledger import entries\n\n\ndef usage(line):\n    return entries(line)\n",
    "services/bills/api.py": "from bss.billing.ledger import entries\n\n\ndef bill(line):\n    return entries(line)\n"
    "\n\ndef bills(account):\n    return entries(account)\n",
    "bss/billing/ledger.py": "import sqlite3\n\n\ndef entries(account):\n"
    "    return sqlite3.connect('x').execute('select 1', account).fetchall()\n",
    "bss/crm/customers.py": "def customer(account):\n    return {'id': account}\n",
    "web/empty.py": "x = 1\n",
}
AXIOS = 'import axios from "axios";\nconst api = axios.create({ baseURL: "/api" });\n'


def told(root: Path, files: dict[str, str]) -> list[str]:
    for path, text in {"archlint.toml": LAYERS, **SERVICES, **files}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    found = analyze(root, Request(cache=False, select=(NAME,))).findings
    return [finding.message for finding in found if finding.check == NAME]


def on_screen(root: Path, body: str) -> list[str]:
    return told(root, {"web/page.ts": AXIOS + body})


def test_a_closure_belongs_to_the_function_around_it(tmp_path: Path) -> None:
    (message,) = on_screen(
        tmp_path,
        """export async function load(account: string) {
  const lines = await api.get(`/lines/${account}`);
  return Promise.all(lines.map(async (line) => ({ line, usage: await api.get(`/usage/${line.id}`) })));
}""",
    )
    assert message == (
        "load in ui joins /lines/{} (line 4), /usage/{} (line 5): asks /usage/{} for each of what /lines/{} answers"
    )


def test_a_nested_function_takes_the_answer_of_the_one_around_it(tmp_path: Path) -> None:
    (message,) = on_screen(
        tmp_path,
        """export async function load(account: string) {
  const customer = await api.get(`/customers/${account}`);
  async function more() {
    return api.get("/usage", { params: customer.data });
  }
  async function other() {
    return api.get("/usage", customer.data.line);
  }
  return [more, other];
}""",
    )
    assert "load in ui joins /customers/{} (line 4), /usage (line 6)" in message
    assert "hands the answer of /customers/{} to /usage" in message


def test_answers_that_one_call_makes_something_of_are_put_together(tmp_path: Path) -> None:
    client = """
export async function fetchCustomer(id: string) { return api.get(`/customers/${id}`); }
export async function fetchBill(id: string) { return api.get(`/bills/${id}`); }
"""
    page = """import { fetchBill, fetchCustomer } from "./client";
import { merge } from "./merge";
export async function load(account: string) {
  const customer = await fetchCustomer(account);
  const bill = await fetchBill(account);
  return merge(customer.data, bill.data);
}"""
    files = {
        "web/client.ts": AXIOS + client,
        "web/load.ts": page,
        "web/merge.ts": "export const merge = (a, b) => a;\n",
    }
    (message,) = told(tmp_path, files)
    assert "puts the answers of fetchCustomer and fetchBill together" in message


@pytest.mark.parametrize(
    "body",
    [
        # one resource, read twice
        """export async function load() {
  const items = await api.get("/api/v1/items/");
  return Promise.all(items.map((item) => api.get(`/api/v1/items/${item.id}`)));
}""",
        # side by side
        """export async function load(id: string) {
  const [customer, bill] = await Promise.all([api.get(`/customers/${id}`), api.get(`/bills/${id}`)]);
  return { customer, bill };
}""",
        # a loop over something else, which sends
        """export async function load(id: string, boxes: Box[]) {
  setCustomer(await api.get(`/customers/${id}`));
  for (const box of boxes) await api.post("/clicks", box.id);
}""",
        # what is asked about oneself goes into everything
        """export async function load() {
  const me = await api.get("/users/me");
  return api.get("/bills", me.data);
}""",
        # kept
        """export async function load(id: string) {
  const customer = await api.get(`/customers/${id}`);
  const bill = await api.get(`/bills/${id}`);
  setState(customer.data, bill.data);
  console.log(customer.data, bill.data);
}""",
        # text that is no path
        """export async function load(id: string) {
  const customer = await api.get(`/customers/${id}`);
  return customer.data.name.split("/").map((piece) => piece.replace("a/b", " / "));
}""",
    ],
    ids=["one resource", "side by side", "sends", "who asks", "keeps", "no path"],
)
def test_no_join(body: str, tmp_path: Path) -> None:
    assert on_screen(tmp_path, body) == []


def test_a_list_that_is_drawn_is_no_loop_of_requests(tmp_path: Path) -> None:
    page = (
        AXIOS
        + """export function Page({ id, names }) {
  const [bill, setBill] = useState(null);
  useEffect(() => { api.get(`/bills/${id}`).then((found) => setBill(found)); }, [id]);
  return <ul onClick={() => api.get("/papers", bill.number)}>{names.map((name) => <li>{name}</li>)}</ul>;
}"""
    )
    assert told(tmp_path, {"web/page.tsx": page}) == []


def test_answers_that_a_component_shows_are_no_join(tmp_path: Path) -> None:
    page = (
        AXIOS
        + """import { Page } from "./Page";
export async function Screen({ id }) {
  const customer = await api.get(`/customers/${id}`);
  const bill = await api.get(`/bills/${id}`);
  return <Page title="Bills" customer={customer} bill={bill} />;
}"""
    )
    files = {"web/screen.tsx": page, "web/Page.tsx": "export function Page(props) { return <p>{props.title}</p>; }\n"}
    assert told(tmp_path, files) == []


def test_generated_clients_are_told_apart_by_their_requests_or_classes(tmp_path: Path) -> None:
    client = """import { send } from "./send";
export class LinesService {
  static readLines(id: string) { return send({ url: "/api/v1/lines/" + id }); }
  static readLine(id: string) { return send({ url: "/api/v1/lines/" + id }); }
}
export class BillsService {
  static readBill(id: string) { return send({ method: "GET" }); }
}
"""
    files = {
        "web/client/services.ts": client,
        "web/client/send.ts": 'import axios from "axios";\nexport function send(options) { return axios.request(options); }\n',
        "web/page.ts": """import { BillsService, LinesService } from "./client/services";
export async function two(id: string) {
  const line = await LinesService.readLines(id);
  return BillsService.readBill(line.bill);
}
export async function one(id: string) {
  const line = await LinesService.readLines(id);
  return LinesService.readLine(line.other);
}
""",
    }
    (message,) = told(tmp_path, files)
    assert message.startswith("two in ui joins LinesService.readLines (line 3), BillsService.readBill (line 4)")


def test_operations_of_one_service_are_one_source(tmp_path: Path) -> None:
    page = """from services.bills.api import bill, bills
from services.usage.api import usage


def one(account):
    found = bills(account)
    return bill(found.first)


def two(account):
    found = bill(account)
    return usage(found.line)
"""
    (message,) = told(tmp_path, {"web/page.py": page})
    assert message == "two in ui joins bill (line 11), usage (line 12): hands the answer of bill to usage"


def test_a_system_that_joins_outside_systems(tmp_path: Path) -> None:
    remote = """import httpx


def two(account):
    used = httpx.get(f"http://rating.example/usage/{account}").json()
    line = httpx.get("http://network.example/lines").json()
    return {"used": used, "line": line}


def one(account):
    used = httpx.get("http://rating.example/usage").json()
    plan = httpx.get("http://rating.example/plans").json()
    return {"used": used, "plan": plan}
"""
    (message,) = told(tmp_path, {"bss/crm/remote.py": remote})
    assert message == (
        "two in systems joins rating.example (line 5), network.example (line 6): builds one answer out of theirs"
    )


def test_a_system_that_asks_one_outside_beside_its_own_data_joins_nothing(tmp_path: Path) -> None:
    payment = """import httpx

from bss.crm.customers import customer


def pay(account):
    paid = httpx.post("http://bank.example/payments").json()
    return {"customer": customer(account), "paid": paid}
"""
    assert told(tmp_path, {"bss/crm/payment.py": payment}) == []
