"""The site builds without a warning, holds every page and every check, and lets every link lead somewhere."""

import logging
import re
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from archlint.checks.catalogue import CHECKS
from tools.site import PAGES, linked

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder), strict=True)
    try:
        build(config)  # raises Abort where something was warned of
    finally:
        config.plugins.on_shutdown()
        logging.getLogger("mkdocs").handlers.clear()
    return folder


def test_every_page_and_every_check_has_its_place(site: Path) -> None:
    written = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    for name in {*written, *PAGES.values()}:
        page = name.replace("README.md", "index.md").replace(".md", ".html")
        assert (site / page).is_file(), name
    listed = (site / "checks" / "index.html").read_text(encoding="utf-8")
    assert all(f'href="{check.name}.html"' in listed for check in CHECKS)


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    page = (site / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'<(?:link rel="stylesheet"|script|img)[^>]*(?:href|src)="https?:', page) == []


def test_links_lead_to_pages_of_the_site_or_to_the_repository() -> None:
    known = {"index.md", "guide.md", "checks/README.md", "pictures/a.svg", "benchmarks.md"}
    text = (
        "[g](docs/guide.md#balance) ![p](docs/pictures/a.svg) [c](docs/checks) [b](benchmarks/README.md) "
        '[code](archlint/lsp) [out](https://example.com)\n```toml\nx = "[g](docs/guide.md)"\n```\n'
    )
    assert linked(text, "index.md", known, "") == (
        "[g](guide.md#balance) ![p](pictures/a.svg) [c](checks/README.md) [b](benchmarks.md) "
        'code [out](https://example.com)\n```toml\nx = "[g](docs/guide.md)"\n```\n'
    )
    assert linked("[x](../../archlint/lsp)", "checks/README.md", known, "https://host/archlint") == (
        "[x](https://host/archlint/blob/main/archlint/lsp)"
    )
    assert linked("[home](../../README.md)", "checks/README.md", known, "") == "[home](../index.md)"
