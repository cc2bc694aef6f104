"""How large and how fast the report is: `python benchmarks/report.py [--modules 10000] [--dependencies 100000]`.

Makes an analysis of a layered system of that size, writes its report and opens it in Chromium (on PATH, driven by playwright):
the first page, the map, layers opened, a filter, a search, an arrow followed, the matrix. A time is that from the press to the
frame that shows the answer. `--report FILE` measures a report that is there.
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from archlint.checks.catalogue import CHECKS
from archlint.model.analysis import Analysis, LayerSummary, Statistics
from archlint.model.balance import Balance, ModuleLogic, Portion
from archlint.model.facts import Span
from archlint.model.finding import End, Finding, Place
from archlint.model.graph import Dependency, Graph, Module, Site, Verdict
from archlint.reports.formats import FORMATS
from archlint.reports.view import View

LAYERS = ("channels", "frontend-api", "services", "data", "backend")
PARTS, PACKAGES = 6, 12
FRAMES = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))"


def system(modules: int, dependencies: int) -> Analysis:
    """Five layers of six parts of twelve packages; one dependency in fifty breaks the layering."""
    chance = random.Random(1)
    made = []
    for number in range(modules):
        layer = LAYERS[number * len(LAYERS) // modules]
        part = f"part-{number % PARTS}"
        made.append(Module(f"{layer}/{part}/package_{number % PACKAGES}/module_{number}.py", "python", layer, part))
    made.sort(key=lambda module: module.id)
    places = {module.id: LAYERS.index(module.layer) for module in made}
    by_layer = [[module.id for module in made if places[module.id] == place] for place in range(len(LAYERS))]
    ends: set[tuple[str, str]] = set()
    while len(ends) < dependencies:
        importer = chance.choice(made).id
        lower = min(places[importer] + chance.choice((0, 0, 0, 1, 1)), len(LAYERS) - 1)
        goal = chance.randrange(len(LAYERS)) if chance.random() < 0.02 else lower
        imported = chance.choice(by_layer[goal])
        if imported != importer:
            ends.add((importer, imported))
    verdicts: list[Verdict] = []
    findings = []
    for importer, imported in sorted(ends):
        bad = not 0 <= places[imported] - places[importer] <= 1
        verdicts.append("violation" if bad else "allowed")
        if bad:
            findings.append(
                Finding(
                    check="layer-skip" if places[imported] > places[importer] else "upward-dependency",
                    message="reaches past the layer below",
                    fingerprint=f"{importer}>{imported}",
                    instead=f"let a module of the layer below offer what {importer} needs, and use that",
                    importer=End(importer, LAYERS[places[importer]], "", Place(importer, 3, 1, 3, 9)),
                    imported=End(imported, LAYERS[places[imported]], "", Place(imported, 1, 1)),
                )
            )
    logic = tuple(ModuleLogic(module.id, chance.randrange(40)) for module in made)
    total = sum(one.logic for one in logic)
    held = [sum(one.logic for one in logic if LAYERS[places[one.module]] == layer) for layer in LAYERS]
    return Analysis(
        archlint="0",
        project=f"{modules:,} modules",
        layers=tuple(
            LayerSummary(layer, len(by_layer[place]), {f"part-{part}": 1 for part in range(PARTS)})
            for place, layer in enumerate(LAYERS)
        ),
        findings=tuple(findings),
        statistics=Statistics(modules=modules, covered=modules, dependencies=dependencies),
        verdicts=tuple(verdicts),
        graph=Graph(
            tuple(made),
            tuple(Dependency("import", *pair, (Site(Span(10, 20, 3, 1)),)) for pair in sorted(ends)),
        ),
        balance=Balance(
            measure="decisions",
            logic=total,
            portions=tuple(
                Portion(layer=layer, units=9, logic=held[place], share=held[place] / total, concentration=0.5)
                for place, layer in enumerate(LAYERS)
            ),
            centre=0.5,
            modules=logic,
        ),
    )


def measured(told: str, act: Callable[[], Any], page: Any) -> None:
    began = time.perf_counter()
    act()
    page.evaluate(FRAMES)
    sys.stdout.write(f"{told:38} {1000 * (time.perf_counter() - began):8.0f} ms\n")


def drive(file: Path) -> None:
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        sys.exit("there is no Chromium on PATH")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        measured("open the file", lambda: page.goto(file.as_uri()), page)
        measured("the map", lambda: page.locator("nav button", has_text="Map").click(), page)
        page.wait_for_selector(".map path.hit", state="attached")
        press = "one => one.click()"
        first = page.locator(".box .box .toggle").first
        measured("open a part", lambda: first.evaluate(press) if first.count() else None, page)
        level = page.get_by_role("button", name="Open one level")
        measured("open one level", lambda: level.evaluate(press), page)
        measured("open one more", lambda: level.evaluate(press), page)
        boxes, arrows = page.locator(".box").count(), page.locator(".map path.hit").count()
        sys.stdout.write(f"{'':38} {boxes:8,} boxes, {arrows:,} arrows\n")
        measured("violations only", lambda: page.get_by_label("allowed", exact=True).evaluate(press), page)
        measured("follow an arrow", lambda: page.locator("path.hit").first.dispatch_event("click"), page)
        measured("select a box", lambda: page.locator(".box .label").nth(3).evaluate(press), page)
        measured("close all", lambda: page.get_by_role("button", name="Close all").evaluate(press), page)
        measured("search, one letter", lambda: page.locator("#search").press_sequentially("m"), page)
        measured("search, seven letters more", lambda: page.locator("#search").press_sequentially("odule_9"), page)
        measured("go to what was found", lambda: page.locator("#search").press("Enter"), page)
        for section in ("Balance", "Matrix", "Findings"):
            button = page.locator("nav button", has_text=section)
            measured(section.lower(), lambda button=button: button.click(), page)
        measured("find words in findings", lambda: page.get_by_placeholder("words").fill("module_77"), page)
        browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--modules", type=int, default=10_000)
    parser.add_argument("--dependencies", type=int, default=100_000)
    parser.add_argument("--report", type=Path, help="a report that is there")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = arguments.report
        if file is None:
            analysis = system(arguments.modules, arguments.dependencies)
            began = time.perf_counter()
            text = FORMATS["html"].render(analysis, View(checks=CHECKS))
            sys.stdout.write(f"{'write the report':38} {1000 * (time.perf_counter() - began):8.0f} ms\n")
            file = Path(folder) / "report.html"
            file.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{'size':38} {file.stat().st_size / 1e6:8.2f} MB\n")
        drive(file.resolve())


if __name__ == "__main__":
    main()
