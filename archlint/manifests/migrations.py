"""Migrations of a database that are no source code: Flyway's and Liquibase's files in, Statements of what they create out."""

import re
from collections.abc import Iterator

from archlint.manifests.reading import LONGEST, name_of, text_of
from archlint.manifests.tree import Tree
from archlint.manifests.xml_events import events
from archlint.manifests.yaml_tree import documents
from archlint.model.deployment import Statement

_FLYWAY = re.compile(r"(?:v[\w.]*?|r)__.*\.sql", re.IGNORECASE)
_FORMATTED = re.compile(rb"\s*--\s*liquibase\s+formatted\s+sql", re.IGNORECASE)
_REMARK = re.compile(r"--[^\n]*+|/\*.*?(?:\*/|\Z)|'(?:[^'\\\n]|''|\\.)*'?", re.DOTALL)
_CREATE = re.compile(
    r"\bcreate\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?"
    r"(?:[`\"\[]?[\w$]{1,200}[`\"\]]?\s*\.\s*)?[`\"\[]?([A-Za-z_][\w$]{0,200})",
    re.IGNORECASE,
)
_CHANGELOG = re.compile(rb"<(?:\w+:)?databaseChangeLog\b|^[\"'{ ]{0,8}databaseChangeLog\b", re.MULTILINE)
_MOST_TABLES = 5_000


def is_versioned(path: str) -> bool:
    """Whether a file is a migration of Flyway, by its name: `V1__orders.sql`, `R__views.sql` for one that is repeated."""
    return _FLYWAY.fullmatch(name_of(path)) is not None


def read_versioned(path: str, content: bytes) -> Iterator[Statement]:
    """The tables that a migration of Flyway creates, at their lines."""
    return _statements(path, content, "Flyway")


def is_formatted(content: bytes) -> bool:
    """Whether a file in SQL says in its first line that it is a changelog of Liquibase."""
    return _FORMATTED.match(content) is not None


def read_formatted(path: str, content: bytes) -> Iterator[Statement]:
    """The tables that a changelog in SQL creates, at their lines."""
    return _statements(path, content, "Liquibase")


def _statements(path: str, content: bytes, technology: str) -> Iterator[Statement]:
    """The tables that statements in SQL create."""
    # What is said in remarks and texts is no statement; lines stay where they are.
    text = _REMARK.sub(lambda found: "\n" * found[0].count("\n") or " ", text_of(content))
    line, seen = 1, 0
    for _, found in zip(range(_MOST_TABLES), _CREATE.finditer(text), strict=False):
        line += text.count("\n", seen, found.start())
        seen = found.start()
        yield Statement(path, line, creates=found[1], technology=technology)


def is_changelog(content: bytes) -> bool:
    """Whether a file is a changelog of Liquibase."""
    return b"databaseChangeLog" in content and _CHANGELOG.search(content) is not None


def read_changelog(path: str, content: bytes) -> Iterator[Statement]:
    """The tables that a changelog in XML or YAML creates, at their lines. Raises Unreadable."""
    if path.lower().endswith(".xml"):
        for event in events(content):
            if event.kind == "open" and event.name == "createTable":
                yield from _created(path, event.line, event.attributes.get("tableName", ""))
        return
    for document in documents(content):
        for entry in document.items("databaseChangeLog"):
            for change in entry.items("changeSet", "changes"):
                made: Tree | None = change.get("createTable")
                if made is not None:
                    yield from _created(path, made.line, made.text("tableName"))


def _created(path: str, line: int, name: str) -> Iterator[Statement]:
    if name and len(name) <= LONGEST:
        yield Statement(path, line, creates=name, technology="Liquibase")
