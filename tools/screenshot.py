"""Takes the guide's picture of the report: `python -m tools.screenshot` (needs playwright and a Chromium) writes one PNG.

Another browser draws other bytes, so that this is no part of `tools.generate`, which tests compare.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from archlint.cli.main import main

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "screenshots" / "report.png"
SELECTED = "selected=ui.web%3E%3Ebackend.billing%3E%3Eimport"


def take() -> None:
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        sys.exit("there is no Chromium on PATH")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "report.html"
        main(["report", str(ROOT / "examples/self-care/current"), "--no-cache", "-q", "--output", str(file)])
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 860})
        page.goto(f"{file.as_uri()}#map?{SELECTED}")
        page.wait_for_selector(".map path.hit")
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    take()
