"""The way from examples/self-care/current to examples/self-care/target, one move of `archlint plan` after the other.

Each step is what somebody does for one move: files that are written (taken from the target, where somebody has written them
already), files that go, and lines that change in those that refer to what moved. Which files a step may touch is checked by the
test; what may change in archlint.toml is only what archlint reports as naming nothing any more.
"""

from pathlib import Path
from typing import NamedTuple

EXAMPLES = Path(__file__).parents[2] / "examples" / "self-care"
BILLING = "bss/billing/src/main/java/com/fjordtel/billing"
CRM = "bss/crm/src/main/java/com/fjordtel/crm"
RATING = "bss/rating/src/rating"
BUS = "backend_api/src/service_bus"


class Step(NamedTuple):
    """`take` and `drop` are globs in the target and in the code of that moment; `edit` replaces text in a file."""

    move: str
    take: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    edit: tuple[tuple[str, str, str], ...] = ()


def transition() -> str:
    """archlint.toml of the transition: what is declared for today, what follows what, and what the target declares."""
    today = (EXAMPLES / "current" / "archlint.toml").read_text(encoding="utf-8")
    target = (EXAMPLES / "target" / "archlint.toml").read_text(encoding="utf-8")
    extends, _, rest = target[target.index("extends") :].partition("\n")
    declared = rest[rest.index("[[layers]]") : rest.index("[[journeys]]")]
    for key in ("[[layers]]", "[[contracts]]"):
        declared = declared.replace(key, f"[[transition.target.{key[2:]}")
    declared = declared.replace("[layers.parts]", "[transition.target.layers.parts]")
    return f"{today}\n{BOTH}\n[transition.target]\n{extends}\n\n{declared}"


BOTH = """\
[transition]
current = ["libs/**", "tools/**", "channels/web/src/legacy/**", "channels/partner/server/**"]

[transition.successors]
"enablement.frontend-api" = "frontend-api"
"enablement.usage" = "microservices.usage"
"enablement.invoice" = "microservices.invoice"
"enablement.notifications" = "microservices.notification"
"enablement.data-layer" = "data-layer"
"enablement.bus" = "backend-api"
"""

STEPS = (
    Step(
        "move services/bus/ to backend-api",
        take=(f"{BUS}/__init__.py", f"{BUS}/events.py", f"{BUS}/topics.py", "backend_api/pyproject.toml"),
        drop=("services/bus/*",),
        edit=(
            ("services/usage/collector.py", "from bus.consumer", "from service_bus.events"),
            ("services/usage/collector.py", "from bus.topics", "from service_bus.topics"),
            ("services/notifications/worker.py", "from bus.consumer", "from service_bus.events"),
            (
                "services/notifications/worker.py",
                "from bus.topics import INVOICE_ISSUED",
                "from service_bus.topics import BILL_ISSUED",
            ),
            ("services/notifications/worker.py", "INVOICE_ISSUED", "BILL_ISSUED"),
        ),
    ),
    Step(
        f"move {CRM}/overview/CustomerOverview.java to microservices.customer",
        take=(
            "microservices/customer/**/*",
            f"{BUS}/adapters/__init__.py",
            f"{BUS}/adapters/crm.py",
            f"{BUS}/routes/__init__.py",
            f"{BUS}/routes/customers.py",
            f"{BUS}/routes/products.py",
            f"{CRM}/api/ProductController.java",
            f"{CRM}/product/*",
        ),
        drop=(f"{CRM}/overview/CustomerOverview.java",),
        edit=(
            (f"{CRM}/api/CustomerController.java", "import com.fjordtel.crm.overview.CustomerOverview;\n", ""),
            (f"{CRM}/api/CustomerController.java", "    private final CustomerOverview overview;\n", ""),
            (f"{CRM}/api/CustomerController.java", "customers, CustomerOverview overview)", "customers)"),
            (f"{CRM}/api/CustomerController.java", "        this.overview = overview;\n", ""),
            (
                f"{CRM}/api/CustomerController.java",
                """
    @GetMapping("/{id}/overview")
    public Map<String, Object> overview(@PathVariable String id, @RequestParam(defaultValue = "web") String channel) {
        return overview.of(customer(id), channel);
    }
""",
                "",
            ),
            (f"{CRM}/api/CustomerController.java", "import java.util.Map;\n", ""),
        ),
    ),
    Step(
        f"move {BILLING}/page/InvoiceReasons.java to microservices.invoice",
        take=(
            "microservices/invoice/**/*",
            "data_layer/**/*",
            f"{BUS}/adapters/billing.py",
            f"{BUS}/routes/bills.py",
            *(f"{BILLING}/{folder}/*" for folder in ("bill", "dunning")),
            f"{BILLING}/api/BillController.java",
            f"{BILLING}/api/PaymentController.java",
            f"{BILLING}/ledger/Ledger.java",
        ),
        drop=(f"{BILLING}/page/InvoiceReasons.java",),
        edit=(
            (f"{BILLING}/page/InvoicePage.java", "    private final InvoiceReasons reasons;\n", ""),
            (f"{BILLING}/page/InvoicePage.java", "dunning, InvoiceReasons reasons)", "dunning)"),
            (f"{BILLING}/page/InvoicePage.java", "        this.reasons = reasons;\n", ""),
            (
                f"{BILLING}/page/InvoicePage.java",
                '        model.put("reasons", reasons.reasons(current, previous, "web"));\n',
                "",
            ),
        ),
    ),
    Step(
        f"move {RATING}/usage_page.py to microservices.usage",
        drop=(f"{RATING}/usage_page.py",),
        edit=(
            (f"{RATING}/api.py", "from rating import usage_page\n", ""),
            (
                f"{RATING}/api.py",
                '''

@app.get("/usagePage/{subscription_id}")
def page(subscription_id: str, plan_code: str, month: str, channel: str = "web") -> dict[str, Any]:
    """The usage page, ready to be drawn."""
    return usage_page.build(subscription_id, plan_code, month, channel)
''',
                "",
            ),
            (f"{RATING}/stream.py", "import quota_alerts, usage_page", "import quota_alerts"),
            (
                f"{RATING}/stream.py",
                "    usage_page.remember(record.subscription_id, month, record.kind, record.units)\n",
                "",
            ),
        ),
    ),
    Step(
        "move channels/app/src/screens/UsageScreen.tsx:load to microservices.usage",
        take=(
            "microservices/usage/**/*",
            "frontend-api/**/*",
            "channels/shared/**/*",
            "channels/ui-library/**/*",
            "channels/*.json",
            "channels/app/src/screens/UsageScreen.tsx",
        ),
        edit=(
            ("channels/app/src/App.tsx", "<UsageScreen accountId={accountId}", "<UsageScreen customerId={accountId}"),
        ),
    ),
    Step(
        f"move {RATING}/quota_alerts.py to microservices.usage",
        drop=(f"{RATING}/quota_alerts.py",),
        edit=(
            (f"{RATING}/stream.py", "from rating import quota_alerts\n", ""),
            (
                f"{RATING}/stream.py",
                "    quota_alerts.check_quota(record.subscription_id, plan_code, record.kind, before, _used[key])\n",
                "",
            ),
        ),
    ),
    Step(
        "move channels/app/src/logic/invoiceTotals.ts to microservices.invoice",
        take=("channels/app/src/screens/InvoiceScreen.tsx", "channels/app/src/App.tsx"),
        drop=("channels/app/src/logic/invoiceTotals.ts",),
    ),
    Step(
        "move channels/app/src/logic/tariffs.ts to microservices.usage",
        drop=("channels/app/src/logic/tariffs.ts",),
    ),
    Step(
        "move channels/app/src/logic/dunning.ts to microservices.usage",
        take=("channels/app/*.json",),
        drop=("channels/app/src/logic/*", "channels/app/src/api/*"),
    ),
    Step(
        "move channels/web/src/tariffs/calculator.ts to microservices.usage",
        take=("channels/web/src/pages/UsagePage.tsx", "channels/web/src/components/UsageBar.tsx"),
        drop=("channels/web/src/tariffs/*", "channels/web/src/api/http.ts"),
        edit=(("channels/web/src/App.tsx", "<UsagePage accountId={accountId}", "<UsagePage customerId={accountId}"),),
    ),
    Step(
        "move channels/web/src/invoice/totals.ts to microservices.invoice",
        take=(
            "channels/web/src/pages/InvoicePage.tsx",
            "channels/web/src/components/BillReasons.tsx",
            "channels/web/src/App.tsx",
            "channels/web/src/main.tsx",
        ),
        drop=("channels/web/src/invoice/totals*.ts", "channels/web/src/format/*"),
    ),
    Step(
        "move channels/web/src/invoice/dunning.ts to microservices.invoice",
        drop=("channels/web/src/invoice/*",),
    ),
    Step(
        "retire channels/web/src/legacy/OldBillViewer.tsx",
        take=("channels/web/*.json",),
        drop=("channels/web/src/legacy/*",),
    ),
    Step("retire libs/invoice-pdf/src/index.ts", drop=("libs/**/*",)),
    Step(
        "extract channels/partner/src/usage/UsageTable.tsx:commission to microservices.usage",
        take=("channels/partner/src/pages/UsageTable.tsx",),
        drop=("channels/partner/src/usage/*",),
        edit=(("channels/partner/src/App.tsx", "./usage/UsageTable", "./pages/UsageTable"),),
    ),
    Step(
        "move bss/shared-ts/src/customer.ts to microservices.customer",
        take=("channels/partner/src/pages/CustomerSearch.tsx", "channels/partner/src/App.tsx"),
        drop=("channels/partner/src/customers/*", "channels/partner/src/api/*", "bss/shared-ts/**/*"),
    ),
    Step(
        "retire channels/partner/server/usageExport.ts",
        take=("channels/partner/*.json",),
        drop=("channels/partner/server/*",),
    ),
    Step(
        "move services/notifications/ to microservices.notification",
        take=("microservices/notification/**/*",),
        drop=("services/notifications/*",),
    ),
    Step("retire tools/", drop=("tools/*",)),
    Step(
        "retire services/",
        take=(
            "bss/rating/**/*",
            f"{BUS}/main.py",
            f"{BUS}/adapters/rating.py",
            f"{BUS}/routes/usage.py",
            "backend_api/tests/*",
            "docker-compose.yml",
            "README.md",
        ),
        drop=("services/**/*", f"{RATING}/stream.py", "bss/rating/tests/*"),
    ),
    Step(
        f"move {BILLING}/api/InvoicePageController.java to microservices.invoice",
        drop=(f"{BILLING}/api/InvoicePageController.java",),
    ),
    Step(
        f"move {BILLING}/page/InvoicePage.java to microservices.invoice",
        drop=(f"{BILLING}/page/InvoicePage.java", "bss/billing/client-ts/**/*"),
    ),
    Step(
        f"move {CRM}/overview/OfferBanner.java:OfferBanner.banner to microservices.usage",
        take=("bss/crm/**/*",),
        drop=("bss/crm/**/*",),
    ),
    Step(
        f"move {BILLING}/page/AppInvoiceCards.java to microservices.invoice",
        take=("bss/billing/**/*", "bss/pom.xml"),
        drop=("bss/billing/**/*",),
    ),
)
