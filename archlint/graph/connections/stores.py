"""What finds of stores say: finds in, uses of tables and collections by their names out.

A repository or a query speaks of a model; what is told is the table that the model is kept in.
"""

import re
from collections.abc import Iterator, Sequence

from archlint.graph.connections.addresses import texts, written
from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.finds import Find
from archlint.graph.connections.selecting import select
from archlint.graph.connections.settings import KnownSettings
from archlint.graph.values.lists import joined
from archlint.graph.values.terms import Attribute, ClassValue, Instance, ItemsValue, TextValue, options_of
from archlint.model.sketch import Text

_TABLE = re.compile(
    r"\b(?=[fjiut])(from|join|into|(?<!\bkey\s)(?<!\bfor\s)update|table(?:\s+if\s+(?:not\s+)?exists)?)\s+(?:only\s+)?[`\"\[]?([A-Za-z_][\w$]*)[`\"\]]?"
    r"(?:\.[`\"\[]?([A-Za-z_][\w$]*)[`\"\]]?)?(\s*\()?",
    re.IGNORECASE,
)
_STATEMENT = re.compile(
    r"\s*(?:--[^\n]*\n\s*)*\(?\s*(select|insert|update|delete|merge|replace|with|create)\b", re.IGNORECASE
)
_CHANGING = re.compile(r"\s*\(?\s*(?:insert|update|delete|merge|replace|create)\b", re.IGNORECASE)
_COMMON = re.compile(
    r"(?:\bwith\s+(?:recursive\s+)?|,\s*)([A-Za-z_]\w*)(?:\s*\([^()]*\))?\s+as\s+(?:materialized\s+)?\(", re.IGNORECASE
)
_NAME = re.compile(r"[A-Za-z_][\w.:$-]*")
_NO_TABLES = frozenset({"select", "set", "values", "unnest", "lateral", "dual", "where", "generate_series", "only"})
_LONGEST = 20_000


class Stores:
    """Names stores. All finds must be known: a repository is read where its model may be anywhere."""

    def __init__(self, discovery: Discovery, settings: KnownSettings, finds: Sequence[Find]) -> None:
        self._discovery = discovery
        self._evaluator = discovery.evaluator
        self._settings = settings
        self._finds = [find for find in finds if find.rule.kind == "store" and self._is_one(find)]
        self._tables: dict[tuple[str, int], str] = {}
        """By the class of a model the table it is kept in."""
        self._where: dict[tuple[str, int], Find] = {}
        """The find that says so: where a class has several marks, the one with the name."""
        self._entities: dict[str, str] = {}
        """The same by the name of the class, as queries of a mapper write it."""
        for find in self._finds:
            if find.rule.access == "owns" and self._is_class(find):
                name = self._own_name(find)
                if name:
                    self._keep(find, name, is_said=self._said(find) is not None)

    def uses(self) -> Iterator[tuple[Find, str, str]]:
        """Every find with the name of a store and how it is touched; a class that two rules are about is told once."""
        for find in self._finds:
            if find.rule.access == "owns" and self._is_class(find):
                if self._where.get((find.module, find.scope)) is find:
                    yield find, self._tables[find.module, find.scope], "owns"
                continue
            for name, access in self._touched(find):
                yield find, name, access

    def _is_one(self, find: Find) -> bool:
        if any(self._own(find, path) not in (None, "false") for path in find.rule.unless):
            return False
        return not find.rule.only or any(self._own(find, path) is not None for path in find.rule.only)

    def _own(self, find: Find, path: str) -> str | None:
        """What a class itself (not what it extends) binds to a name: `Meta.abstract`; None where it does not."""
        file, scope = self._discovery.program.file(find.module), find.scope
        *outer, last = path.split(".")
        for name in outer:
            inner = file.children.get((scope, name))
            if not inner:
                return None
            scope = inner[-1]
        bound = file.bindings.get((scope, last), ())
        values = [one.value.value for one in bound if isinstance(one.value, Text)]
        return values[-1] if values else None

    def _is_class(self, find: Find) -> bool:
        return self._discovery.program.scope(find.module, find.scope).kind == "class" and (
            find.is_mark or find.expression is None
        )

    def _keep(self, find: Find, name: str, *, is_said: bool) -> None:
        key = (find.module, find.scope)
        if is_said or key not in self._tables:
            self._tables[key] = name
            self._where[key] = find
            self._entities[self._discovery.program.scope(*key).name] = name

    def _said(self, find: Find) -> str | None:
        """The name that is written for a model, None where only its class gives one."""
        value = select(self._evaluator, self._discovery.call(find), find.rule.name) if find.rule.name else None
        for option in options_of(value) if value is not None else ():
            if isinstance(option, TextValue) and option.parts:
                return written(option)
        return None

    def _own_name(self, find: Find) -> str:
        said = self._said(find)
        if said is not None or not find.rule.naming:
            return said or ""
        return named_after(self._discovery.program.scope(find.module, find.scope).name, find.rule.naming, find.module)

    def _touched(self, find: Find) -> Iterator[tuple[str, str]]:
        call = self._discovery.call(find)
        value = select(self._evaluator, call, find.rule.name) if find.rule.name else None
        if value is None:
            return
        if find.rule.is_query and isinstance(value, ItemsValue):  # a statement in pieces
            value = joined(self._evaluator, value, TextValue((" ",)))
        for option in options_of(value):
            model = option.of if isinstance(option, Instance | Attribute) else option
            if isinstance(model, ClassValue):
                name = self._of_model(model, find)
                if name:
                    yield name, find.rule.access
            elif isinstance(option, TextValue):
                for text in texts(option, find.module, self._settings)[:1]:
                    if find.rule.is_query:
                        yield from self._queried(written(text))
                    elif _NAME.fullmatch(written(text)):
                        yield named_after(written(text), find.rule.naming, find.module), find.rule.access

    def _of_model(self, model: ClassValue, find: Find) -> str:
        for one in self._evaluator.ancestry(model):
            if isinstance(one, ClassValue) and (one.module, one.scope) in self._tables:
                return self._tables[one.module, one.scope]
        if not find.rule.naming:  # a class that no mapper keeps
            return ""
        return named_after(
            self._discovery.program.scope(model.module, model.scope).name, find.rule.naming, model.module
        )

    def _queried(self, query: str) -> Iterator[tuple[str, str]]:
        for name, access in tables_in(query):
            yield self._entities.get(name, name), access


def tables_in(query: str) -> list[tuple[str, str]]:
    """The tables of an SQL statement, each once, and whether it "reads" or "writes" them; none of what is no statement."""
    query = query[:_LONGEST]
    if not _STATEMENT.match(query):
        return []
    may_name = " as" in " ".join(query.lower().split())  # looking for names of its own takes longer than all else
    own = {found[1].lower() for found in _COMMON.finditer(query)} if may_name else set()
    is_changing = _CHANGING.match(query) is not None
    tables: dict[str, str] = {}
    for position, found in enumerate(_TABLE.finditer(query)):
        name = found[3] or found[2]
        word = found[1].lower()
        is_call = bool(found[4]) and word in ("from", "join")
        if name.lower() in own or name.lower() in _NO_TABLES or is_call:
            continue
        is_written = word in ("into", "update") or word.startswith("table") or (is_changing and position == 0)
        tables.setdefault(name, "writes" if is_written else "reads")
    return list(tables.items())


def named_after(name: str, naming: str, module: str = "") -> str:
    """What a mapper calls the table of a class: `snake` OrderItem → order_item, `lower` → orderitem, `plural` → orderitems,
    `app` → shop_orderitem, after the folder of the application.
    """
    if naming == "snake":
        return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    if naming == "lower":
        return name.lower()
    if naming == "plural":
        word = name.lower()
        return word if word.endswith("s") else f"{word[:-1]}ies" if re.search(r"[^aeiou]y$", word) else f"{word}s"
    if naming == "app":
        folders = module.split("/")[:-1]
        folders = folders[:-1] if folders[-1:] in (["models"], ["migrations"]) else folders
        return f"{folders[-1]}_{name.lower()}" if folders else name.lower()
    return name
