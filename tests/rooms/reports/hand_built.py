"""Analyses made by hand: empty, tiny, nasty (hostile names everywhere) and huge, for the reports and the doors."""

from itertools import pairwise

import msgspec

from archlint.model.analysis import Analysis, Diagnostic, LayerSummary, Statistics
from archlint.model.balance import Balance, Excluded, Move, Portion, UnitLogic
from archlint.model.facts import Flag, Span
from archlint.model.finding import End, Finding, Hop, Place
from archlint.model.graph import Dependency, Graph, Module, Site, Verdict

HOSTILE = (
    "<script>alert(1)</script>",
    '"]; node [shape=box]; x [label="',
    "%%{init: {'theme':'dark'}}%%",
    "]]> <!-- --",
    "${jndi:ldap://x}",
    "=cmd()|'/c calc'!A0",
    "a|b`c*d_e\\",
    "<b>bold</b>",
    "\x1b[31mred\x1b]8;;http://x\x07",
    "line\nbreak\r::error::x",
    "\u202egnp.exe\u200b\ufeff",
    "é日本\U0001f600",
    "\udc80bytes",
    "\x00nul\x9bcsi",
    "&amp;&#60;#quot;%0A%25",
    "\\N\\G\\l",
    "](javascript:x) ![x](y) @everyone #1 www.x.y",
    "--> A{{x}} %% c",
    "tab\there",
    "\u3164\u2800",
)


def site(line: int, name: str = "", flags: int = 0) -> Site:
    return Site(Span(line * 10, line * 10 + 5, line, 1), flags, name)


def module(path: str, layer: str = "", part: str = "", component: str = "") -> Module:
    return Module(path, "python", layer, part, component)


def analysis(
    modules: list[Module],
    edges: list[tuple[str, str, Verdict]],
    findings: list[Finding],
    *,
    layers: tuple[LayerSummary, ...] = (LayerSummary("ui", 1), LayerSummary("backend", 1)),
    **rest: object,
) -> Analysis:
    """An analysis whose graph and statistics agree."""
    modules = sorted(modules, key=lambda module: module.id)
    edges = sorted(edges)
    verdicts: dict[str, int] = {}
    for _, _, verdict in edges:
        verdicts[verdict] = verdicts.get(verdict, 0) + 1
    statistics = Statistics(
        modules=len(modules),
        covered=sum(bool(module.layer) for module in modules),
        dependencies=len(edges),
        verdicts=verdicts,
        references=len(edges),
        resolved={"module": len(edges)},
    )
    values = {"archlint": "0.0.0", "project": "hand", "layers": layers, "statistics": statistics} | rest
    return Analysis(
        findings=tuple(findings),
        verdicts=tuple(verdict for _, _, verdict in edges),
        graph=Graph(
            tuple(modules),
            tuple(
                Dependency("import", importer, imported, (site(3, "thing"), site(7, flags=Flag.LAZY)))
                for importer, imported, _ in edges
            ),
            references={"module": len(edges)},
        ),
        **values,
    )


def skip(importer: str, imported: str, line: int = 3, **rest: object) -> Finding:
    """A finding about a dependency from a screen to a backend module."""
    values = {
        "check": "layer-skip",
        "message": f"{importer} skips the layer between",
        "because": "Channels read data through the enablement layer.",
        "instead": "Ask enablement/api.py, which offers it.",
        "fingerprint": f"{importer}|{imported}|{line}",
    } | rest
    return Finding(
        importer=End(importer, "ui", "web", Place(importer, line, 6, 12, 18)),
        imported=End(imported, "backend", "billing", Place(imported, 1, 1)),
        **values,
    )


EMPTY = Analysis(archlint="0.0.0", project="empty")

TINY = analysis(
    [
        module("ui/web/page.py", "ui", "web", "shop"),
        module("ui/web/list.py", "ui", "web", "shop"),
        module("api/orders.py", "enablement", "", "shop"),
        module("backend/billing/invoice.py", "backend", "billing", "billing"),
        module("tools/run.py"),
    ],
    [
        ("ui/web/page.py", "backend/billing/invoice.py", "violation"),
        ("ui/web/page.py", "api/orders.py", "allowed"),
        ("ui/web/list.py", "ui/web/page.py", "allowed"),
        ("api/orders.py", "backend/billing/invoice.py", "excepted"),
        ("tools/run.py", "api/orders.py", "uncovered"),
    ],
    [
        skip("ui/web/page.py", "backend/billing/invoice.py"),
        skip("ui/web/list.py", "backend/billing/invoice.py", 9, severity="warning"),
        Finding(
            check="dependency-cycle",
            message="a cycle of two modules",
            importer=End("ui/web/page.py", "ui", "web", Place("ui/web/page.py", 3, 1)),
            imported=End("ui/web/list.py", "ui", "web"),
            chain=(
                Hop("ui/web/page.py", "ui/web/list.py", Place("ui/web/page.py", 3, 1)),
                Hop("ui/web/list.py", "ui/web/page.py", Place("ui/web/list.py", 1, 1)),
            ),
            more=2,
        ),
        Finding(check="empty-layer", message="layer 'bss' has no module", severity="warning"),
        skip("api/orders.py", "backend/billing/invoice.py", state="excepted", accepted="Retired with the portal."),
        skip("ui/old.py", "backend/billing/invoice.py", state="baselined", accepted="archlint-baseline.json"),
    ],
    layers=(
        LayerSummary("ui", 2, {"web": 2}),
        LayerSummary("enablement", 1),
        LayerSummary("backend", 1, {"billing": 1}),
    ),
    diagnostics=(Diagnostic("ui/big.py", 0, "warning", "larger than 1 MiB: skipped"),),
)


def _nasty() -> Analysis:
    modules = [
        module(f"{name}/{index}.py", HOSTILE[index % 5], name, HOSTILE[-1 - index])
        for index, name in enumerate(HOSTILE)
    ]
    ids = [module.id for module in modules]
    verdicts: tuple[Verdict, ...] = ("allowed", "violation", "excepted", "uncovered")
    edges = [(ids[index], ids[index - 7], verdicts[index % 4]) for index in range(len(ids))]
    findings = [
        Finding(
            check="upward-dependency" if index % 2 else "layer-skip",
            severity="warning" if index % 3 else "error",
            message=f"{name} goes up",
            because=name,
            instead=name,
            text=name,
            state="open" if index % 7 else "excepted",
            accepted="" if index % 7 else name,
            importer=End(ids[index], name, HOSTILE[index - 1], Place(ids[index], index + 1, 2, 1, 4)),
            imported=End(ids[index - 7], HOSTILE[index - 3], name),
            chain=tuple(Hop(one, other, Place(one, 2, 1)) for one, other in pairwise(ids)),
        )
        for index, name in enumerate(HOSTILE)
    ]
    return analysis(
        modules,
        edges,
        findings,
        layers=tuple(LayerSummary(name, 3, {name: 1}) for name in HOSTILE[:5]),
        diagnostics=tuple(Diagnostic(name, 1, "note", name) for name in HOSTILE),
        project=HOSTILE[0],
    )


NASTY = _nasty()


def a_unit(name: str, place: str, logic: int, layer: str, part: str = "") -> UnitLogic:
    file, _, line = place.rpartition(":")
    return UnitLogic(file, name, int(line), 5, layer, part, logic)


CALCULATOR = a_unit("cost", "ui/web/calculator.ts:14", 40, "ui", "web")
PAGE = a_unit("Page", "ui/web/page.tsx:3", 20, "ui", "web")
RATING = a_unit("Rating.rate", "backend/billing/Rating.java:7", 25, "backend", "billing")

TOP_HEAVY = Balance(
    measure="decisions",
    logic=100,
    uncovered=4,
    units=23,
    portions=(
        Portion(layer="ui", units=12, logic=60, share=0.6, band=(0.1, 0.3), concentration=0.25,
                heaviest=(CALCULATOR, PAGE)),
        Portion(layer="ui", part="web", units=9, logic=60, share=0.6, concentration=0.25, heaviest=(CALCULATOR, PAGE)),
        Portion(layer="ui", part="app", units=3, logic=0, share=0.0, concentration=0.0),
        Portion(layer="enablement", units=3, logic=15, share=0.15, band=(0.4, 0.7), concentration=0.0),
        Portion(layer="backend", units=8, logic=25, share=0.25, band=(0.15, 0.4), concentration=0.0, heaviest=(RATING,)),
    ),
    centre=0.325,
    concentration=0.31,
    excluded=(Excluded("class-body", 1, 0), Excluded("generated", 1204, 3), Excluded("presentation", 2, 1)),
    least_moves=1,
    moves=(Move(CALCULATOR, "ui", "enablement"),),
    fewest=30,
)  # fmt: skip


def hostile_balance() -> Balance:
    """Every name is hostile."""
    units = [a_unit(name, f"{name}/x.py:{index + 1}", 20 - index, name, name) for index, name in enumerate(HOSTILE)]
    portions = [
        Portion(layer=unit.layer, part=part, units=1, logic=unit.logic, share=unit.logic / 210,
                band=None if part else (0.0, 0.01), concentration=0.0, heaviest=(unit,))
        for unit in units
        for part in ("", unit.part)
    ]  # fmt: skip
    return Balance(
        measure="statements",
        logic=210,
        units=len(units),
        portions=tuple(portions),
        centre=0.5,
        excluded=(Excluded("module-level", 3, 2),),
        moves=tuple(Move(unit, unit.layer, units[0].layer) for unit in units[1:]),
    )


def with_balance(analysis: Analysis, balance: Balance) -> Analysis:
    return msgspec.structs.replace(analysis, balance=balance)


DRAFT = analysis(
    [module("web/page.py", "ui"), module("db/models.py", "backend")],
    [("web/page.py", "db/models.py", "violation")],
    [skip("web/page.py", "db/models.py")],
    draft=("ui: 1 module, of which 1 import React", "backend: 1 module, of which 1 import SQLAlchemy"),
    draft_toml='[[layers]]\nname = "ui"\npaths = ["web/**"]\n',
)


def many(number: int = 100_000) -> Analysis:
    """As many findings as wanted, in a thousand files."""
    findings = [
        skip(f"ui/web/m{index % 1000:03}.py", f"backend/billing/m{index % 7}.py", index) for index in range(number)
    ]
    modules = [module(f"ui/web/m{index:03}.py", "ui", "web") for index in range(1000)]
    modules += [module(f"backend/billing/m{index}.py", "backend", "billing") for index in range(7)]
    edges = [(f"ui/web/m{index:03}.py", f"backend/billing/m{index % 7}.py", "violation") for index in range(1000)]
    return analysis(modules, edges, findings)  # type: ignore[arg-type]
