"""Which tables statements in SQL speak of: a statement in, names of tables and what is done to them out."""

import re

_TABLE = re.compile(
    r"\b(?=[fjiut])(from|join|into|(?<!\bkey\s)(?<!\bfor\s)update|table(?:\s+if\s+(?:not\s+)?exists)?)\s+(?:only\s+)?[`\"\[]?([A-Za-z_][\w$]*)[`\"\]]?"
    r"(?:\.[`\"\[]?([A-Za-z_][\w$]*)[`\"\]]?)?(\s*\()?",
    re.IGNORECASE,
)
_STATEMENT = re.compile(
    r"\s*(?:--[^\n]*\n\s*)*\(?\s*(select|insert|update|delete|merge|replace|with|create|from)\b", re.IGNORECASE
)
_CHANGING = re.compile(r"\s*\(?\s*(?:insert|update|delete|merge|replace|create)\b", re.IGNORECASE)
_CREATING = re.compile(
    r"\bcreate\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?(?:[`\"\[]?[\w$]+[`\"\]]?\s*\.\s*)?[`\"\[]?([A-Za-z_][\w$]*)",
    re.IGNORECASE,
)
_PASSING = re.compile(
    r"\bcreate\s+(?:global\s+|local\s+)?temp(?:orary)?\s+table\s+(?:if\s+not\s+exists\s+)?[`\"\[]?(\w+)", re.IGNORECASE
)
_COMMON = re.compile(
    r"(?:\bwith\s+(?:recursive\s+)?|,\s*)([A-Za-z_]\w*)(?:\s*\([^()]*\))?\s+as\s+(?:not\s+)?(?:materialized\s+)?\(",
    re.IGNORECASE,
)
_CALLED = re.compile(r"\b(?:from|join|update)\s+[\w.$`\"\[\]]+\s+(?:as\s+)?([A-Za-z_]\w*)", re.IGNORECASE)
_SCRIPT = re.compile(r"\s*<script>(.*)</script>\s*", re.IGNORECASE | re.DOTALL)
_TAGS = re.compile(r"<[^<>]{0,500}>")
_NO_TABLES = frozenset(
    {"select", "set", "values", "unnest", "lateral", "dual", "where", "generate_series", "only", "on", "of"}
)
_CATALOGUES = frozenset({"information_schema", "pg_catalog", "sys", "performance_schema"})
_LONGEST = 20_000


def tables_in(query: str) -> list[tuple[str, str]]:
    """The tables of an SQL statement, each once, and whether it "reads", "writes" or "creates" them; none of what is no
    statement.
    """
    query = query[:_LONGEST]
    if "<" in query and (script := _SCRIPT.fullmatch(query)) is not None:
        query = _TAGS.sub(" ", script[1])
    if not _STATEMENT.match(query):
        return []
    may_name = " as" in " ".join(query.lower().split())  # looking for names of its own takes longer than all else
    own = {found[1].lower() for found in _COMMON.finditer(query)} if may_name else set()
    is_changing = _CHANGING.match(query) is not None
    made: set[str] = set()
    if "table" in query.lower():
        own |= {found[1].lower() for found in _PASSING.finditer(query)}
        made = {found[1].lower() for found in _CREATING.finditer(query)}
    aliases = _aliases(query)
    tables: dict[str, str] = {}
    for position, found in enumerate(_TABLE.finditer(query)):
        name = found[3] or found[2]
        word = found[1].lower()
        is_call = bool(found[4]) and word in ("from", "join")
        is_path = bool(found[3]) and found[2].lower() in aliases | _CATALOGUES  # `JOIN bill.lines` of an object
        if name.lower() in own or name.lower() in _NO_TABLES or is_call or is_path:
            continue
        is_written = word in ("into", "update") or word.startswith("table") or (is_changing and position == 0)
        does = "creates" if word.startswith("table") and name.lower() in made else "writes" if is_written else "reads"
        tables.setdefault(name, does)
    return list(tables.items())


def _aliases(query: str) -> set[str]:
    """What a statement calls its tables."""
    return {found[1].lower() for found in _CALLED.finditer(query)}
