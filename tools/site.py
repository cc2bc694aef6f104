"""What turns docs/ and the READMEs into a site: hooks of mkdocs (mkdocs.yml), pages in, pages out.

The documentation is written for readers of the repository. Pages that lie outside of docs/ are taken in here, and links to what
the site does not hold (code, folders) lead to the repository where `repo_url` names one, else they are plain text.
"""

import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

from archlint.checks.catalogue import CHECKS

ROOT = Path(__file__).resolve().parents[1]
PAGES = {
    "README.md": "index.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "benchmarks/README.md": "benchmarks.md",
    "rules/README.md": "rules.md",
    "tests/labelled/README.md": "labels.md",
    "examples/self-care/current/README.md": "self-care-today.md",
    "examples/self-care/target/README.md": "self-care-target.md",
}
"""Pages outside of docs/, by their path in the repository, with their place in the site."""
_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s#]+)(#[^)\s]*)?\)")
_FENCE = re.compile(r"^(```.*?^```[^\n]*$)", re.MULTILINE | re.DOTALL)


def on_config(config: Any) -> Any:
    """List the page of every check under its group."""
    groups: dict[str, list[str]] = {}
    for check in CHECKS:
        groups.setdefault(check.group, []).append(f"checks/{check.name}.md")
    for entry in config["nav"]:
        if "Checks" in entry:
            entry["Checks"] = ["checks/README.md", *({group: pages} for group, pages in groups.items())]
    return config


def on_files(files: Files, config: Any) -> Files:
    """Take in the pages that lie elsewhere."""
    for source, target in PAGES.items():
        text = (ROOT / source).read_text(encoding="utf-8")
        files.append(File.generated(config, target, content=text))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Files) -> str:
    """Lead links, which are relative to the file in the repository, to the pages of the site."""
    return linked(markdown, page.file.src_uri, {file.src_uri for file in files}, config.get("repo_url") or "")


def linked(markdown: str, uri: str, known: set[str], repository: str) -> str:
    """The text of the page `uri` of the site with its links as the site needs them; what is in fences stays."""
    origin = next((source for source, target in PAGES.items() if target == uri), f"docs/{uri}")

    def led(match: re.Match[str]) -> str:
        picture, text, target, anchor = match[1], match[2], match[3], match[4] or ""
        if "://" in target or target.startswith(("mailto:", "<")):
            return match[0]
        path = posixpath.normpath(posixpath.join(posixpath.dirname(origin), target))
        place = PAGES.get(path) or PAGES.get(f"{path}/README.md") or path.removeprefix("docs/")
        for candidate in (place, f"{place}/README.md"):
            if candidate in known and (path.startswith("docs/") or path in PAGES or f"{path}/README.md" in PAGES):
                return f"{picture}[{text}]({posixpath.relpath(candidate, posixpath.dirname(uri) or '.')}{anchor})"
        return f"[{text}]({repository.rstrip('/')}/blob/main/{path}{anchor})" if repository else text

    pieces = _FENCE.split(markdown)
    return "".join(piece if piece.startswith("```") else _LINK.sub(led, piece) for piece in pieces)
