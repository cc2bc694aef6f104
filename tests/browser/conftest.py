"""A real Chromium to open reports in: a page that fails its test by any script error, dialog or request to elsewhere."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from archlint.cli.main import main

sync_api = pytest.importorskip("playwright.sync_api", reason="drives the browser")

EXAMPLE = Path(__file__).parents[2] / "examples" / "self-care" / "current"
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"))), None
)
Open = Callable[..., Any]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


@pytest.fixture
def open_page(browser: Any) -> Iterator[Open]:
    """`open_page(file, place="", width=1400)` -> a page that shows the file; what goes wrong in it fails the test."""
    wrong: list[str] = []
    pages: list[Any] = []

    def open_file(file: Path, place: str = "", width: int = 1400, scheme: str = "light") -> Any:
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page.set_default_timeout(10_000)
        pages.append(page)
        page.on("pageerror", lambda error: wrong.append(f"script error: {error}"))
        page.on("console", lambda said: wrong.append(f"console: {said.text}") if said.type == "error" else None)
        page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda asked: None if asked.url.startswith("file:") else wrong.append(f"asks {asked.url}"))
        page.goto(f"{file.as_uri()}{place}")
        return page

    yield open_file
    for page in pages:
        page.close()
    assert wrong == []


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The self-care system as it is today, with an analysis of before half of its violations were made."""
    folder = tmp_path_factory.mktemp("report")
    project = folder / "project"
    shutil.copytree(EXAMPLE, project, ignore=shutil.ignore_patterns(".archlint_cache"))
    earlier, made = folder / "2026-01.json", folder / "report.html"
    main(["check", str(project), "--no-cache", "-q", "--format", "json", "--output", str(earlier)])
    (project / "services/usage/late.py").write_text("import services.frontend_api.auth\n", encoding="utf-8")
    code = main(["report", str(project), "--no-cache", "-q", "--output", str(made), "--history", str(earlier)])
    assert code == 0
    return made
