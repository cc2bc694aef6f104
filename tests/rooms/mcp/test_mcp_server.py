"""`archlint mcp` over the real protocol, asked by the SDK's own client about the self-care example."""

import asyncio
import sys
from pathlib import Path
from typing import Any

from mcp import Client, StdioServerParameters

ROOT = Path(__file__).resolve().parents[3]
PROJECT = ROOT / "examples/self-care/current"
PAGE = "channels/web/src/pages/InvoicePage.tsx"


def asked(*questions: tuple[str, dict[str, Any]]) -> list[str]:
    async def run() -> list[str]:
        server = StdioServerParameters(command=sys.executable, args=["-m", "archlint", "-q", "mcp", str(PROJECT)])
        async with Client(server) as client:
            listed = await client.list_tools()
            assert {tool.name for tool in listed.tools} == {
                "where_may_code_live",
                "may_use",
                "what_would_break",
                "legal_way",
                "context",
                "findings",
            }
            answers = [await client.call_tool(name, arguments) for name, arguments in questions]
            return [answer.content[0].text for answer in answers]  # type: ignore[union-attr]

    return asyncio.run(asyncio.wait_for(run(), 180))


def test_answers_are_small_and_say_what_to_do() -> None:
    refused, allowed, breaks, lives, way, unknown, context = asked(
        ("may_use", {"importer": PAGE, "imported": "bss/rating/src/rating/tiers.py"}),
        ("may_use", {"importer": PAGE, "imported": "services/frontend_api/routes/usage.py"}),
        ("what_would_break", {"file": "bss/rating/src/rating/tiers.py"}),
        (
            "where_may_code_live",
            {"uses": ["bss/rating/src/rating/api.py"], "used_by": ["services/frontend_api/routes/usage.py"]},
        ),
        ("legal_way", {"importer": PAGE, "imported": "bss/rating/src/rating/tiers.py"}),
        ("may_use", {"importer": "channels/web/src/pages/InvoicPage.tsx", "imported": PAGE}),
        ("context", {"file": PAGE}),
    )
    assert refused.startswith("No: layer-skip: ui reaches past enablement into backend.")
    assert f"Legal way: {PAGE} → services/" in refused
    assert allowed == f"Yes: {PAGE} may depend on services/frontend_api/routes/usage.py."
    assert "services/frontend_api/routes/usage.py:6 depends on it directly (import)" in breaks
    assert "in ui, " in breaks
    assert "enablement.usage (services/usage/): yes" in lives
    assert "ui.web (channels/web/src/): no: layer-skip" in lives
    assert way.endswith("bss/rating/src/rating/tiers.py (the first step: to be added)")
    assert unknown.startswith("Cannot answer: 'channels/web/src/pages/InvoicPage.tsx' names no module")
    assert f"did you mean '{PAGE}'?" in unknown
    assert context.startswith(f"{PAGE}  (ui.web)\n  may use       ui, enablement\n")
    assert all(len(answer) < 4_000 for answer in (refused, allowed, breaks, lives, way, context))
