"""The way from examples/self-care/current to examples/self-care/target: steps that a team could take, one pull request each.

Each step names moves that `archlint plan` has to propose at that moment, the files that are written for them (taken from the
target, where somebody has written them already), those that go, and what changes in the declaration of today.
"""

from pathlib import Path
from typing import NamedTuple

EXAMPLES = Path(__file__).parents[2] / "examples" / "self-care"
BILLING = "bss/billing/src/main/java/com/fjordtel/billing"
CRM = "bss/crm/src/main/java/com/fjordtel/crm"
RATING = "bss/rating/src/rating"


class Step(NamedTuple):
    """`take` and `drop` are globs in the target and in the code of that moment; `declare` replaces text in archlint.toml."""

    name: str
    moves: tuple[str, ...]
    take: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    declare: tuple[tuple[str, str], ...] = ()


def transition() -> str:
    """archlint.toml of the transition: what is declared for today, and what the target declares beside it."""
    today = (EXAMPLES / "current" / "archlint.toml").read_text(encoding="utf-8")
    target = (EXAMPLES / "target" / "archlint.toml").read_text(encoding="utf-8")
    extends, _, rest = target[target.index("extends") :].partition("\n")
    declared = rest[rest.index("[[layers]]") : rest.index("[[journeys]]")]
    for key in ("[[layers]]", "[[contracts]]"):
        declared = declared.replace(key, f"[[transition.target.{key[2:]}")
    declared = declared.replace("[layers.parts]", "[transition.target.layers.parts]")
    return f"{today}\n[transition.target]\n{extends}\n\n{declared}"


def piece(first: str, after: str) -> str:
    """What stands in today's declaration from one text up to another."""
    today = (EXAMPLES / "current" / "archlint.toml").read_text(encoding="utf-8")
    return today[today.index(first) : today.index(after)]


ENABLEMENT = '[[layers]]\nname = "enablement"\n'
NEW_TIERS = (
    ENABLEMENT
    + """paths = ["frontend-api/**", "microservices/**", "data_layer/**", "backend_api/**"]
because = "What channels need is built here once, and the systems behind it are hidden here."

"""
)

STEPS = (
    Step(
        "rating rates, and fills no pages",
        (
            f"move {RATING}/usage_page.py to microservices.usage",
            f"extract {RATING}/quota_alerts.py:check_quota to microservices.usage",
            f"extract {RATING}/api.py:page to microservices.usage",
        ),
        take=("bss/rating/**/*",),
        drop=(f"{RATING}/usage_page.py", f"{RATING}/quota_alerts.py", f"{RATING}/stream.py", "bss/rating/tests/*"),
    ),
    Step(
        "the partner portal on the new tiers",  # they are built for it, beside the old services
        (
            "extract channels/partner/src/usage/UsageTable.tsx:commission to microservices.usage",
            "move channels/partner/server/usageExport.ts to microservices.usage",
            "offer bss/shared-ts/src/customer.ts to channels/partner/src/customers/CustomerSearch.tsx in microservices.customer",
        ),
        take=(
            *(f"{BILLING}/{folder}/*" for folder in ("api", "bill", "dunning")),
            f"{BILLING}/ledger/Ledger.java",
            f"{CRM}/product/*",
            f"{CRM}/api/ProductController.java",
            *(f"{tier}/**/*" for tier in ("backend_api", "data_layer", "microservices", "frontend-api")),
            *(f"channels/{name}/**/*" for name in ("shared", "ui-library", "partner")),
            "channels/*.json",
        ),
        drop=("channels/partner/**/*",),
    ),
    Step(
        "the app decides nothing",
        (
            "move channels/app/src/screens/UsageScreen.tsx:load to microservices.usage",
            "move channels/app/src/logic/tariffs.ts to microservices.usage",
            "move channels/app/src/logic/invoiceTotals.ts to microservices.invoice",
            "merge channels/app/src/logic/dunning.ts:dunningFor channels/web/src/invoice/dunning.ts:dunningFor "
            "into microservices.usage",
        ),
        take=("channels/app/**/*",),
        drop=("channels/app/**/*",),
    ),
    Step(
        "the web asks the frontend API alone",
        (
            "move channels/web/src/tariffs/calculator.ts to microservices.usage",
            "move channels/web/src/invoice/totals.ts to microservices.invoice",
            "move channels/web/src/invoice/dunning.ts to microservices.invoice",
            "extract channels/web/src/pages/InvoicePage.tsx:InvoicePage to microservices.invoice",
            "offer bss/billing/client-ts/src/ledger.ts to channels/web/src/pages/InvoicePage.tsx in backend-api",
            f"offer {BILLING}/api/InvoicePageController.java to channels/web/src/pages/InvoicePage.tsx in microservices.invoice",
        ),
        take=("channels/web/**/*",),
        drop=("channels/web/**/*", "libs/**/*"),
        declare=((piece("[[exceptions]]", "[[journeys]]"), ""),),  # the scanned bills are gone
    ),
    Step(
        "the old services are switched off",
        (
            "move services/frontend_api/auth.py to frontend-api",
            "move services/frontend_api/routes/customer.py to frontend-api",
            "move services/usage/summary.py to microservices.usage",
            "move services/invoice/totals.py to microservices.invoice",
            "move services/notifications/templates.py to microservices.notification",
            "move services/data_layer/models.py to data-layer",
            "move services/bus/topics.py to backend-api",
        ),
        drop=("services/**/*", "tools/**/*"),
        declare=(  # the layer in the middle is the new tiers now; their contracts stand in the target
            (piece(ENABLEMENT, '[[layers]]\nname = "backend"'), NEW_TIERS),
            (piece('[[contracts]]\nkind = "forbidden"\nname = "one owner per table"', "[[exceptions]]"), ""),
        ),
    ),
    Step(
        "the CRM knows customers, and no offers",
        (
            f"move {CRM}/overview/CustomerOverview.java to microservices.customer",
            f"extract {CRM}/overview/OfferBanner.java:OfferBanner.banner to microservices.usage",
        ),
        take=("bss/crm/**/*",),
        drop=("bss/crm/**/*", "bss/shared-ts/**/*"),
        declare=((', "bss/shared-ts/**"', ""),),
    ),
    Step(
        "billing makes bills, and no pages",
        (
            f"move {BILLING}/page/AppInvoiceCards.java to microservices.invoice",
            f"move {BILLING}/page/InvoicePage.java to microservices.invoice",
            f"move {BILLING}/page/InvoiceReasons.java to microservices.invoice",
            f"extract {BILLING}/api/CustomerBillController.java:CustomerBillController.forChannel to microservices.customer",
        ),
        take=("bss/billing/**/*", "bss/pom.xml", "docker-compose.yml", "README.md"),
        drop=("bss/billing/**/*",),
        declare=(  # bands for three layers mean nothing in six tiers: those of the target hold
            (', "bss/billing/client-ts/**"', ""),
            (piece("[balance]", "[[contracts]]"), ""),
        ),
    ),
)
