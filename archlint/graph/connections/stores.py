"""What finds of stores say: finds in, uses of tables and collections by their names out.

A repository or a query speaks of a model; what is told is the table that the model is kept in.
"""

import re
from collections.abc import Iterator, Sequence

from archlint.graph.connections.addresses import texts, written
from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.finds import Find
from archlint.graph.connections.model_tables import ModelTables
from archlint.graph.connections.queries import tables_in
from archlint.graph.connections.selecting import select
from archlint.graph.connections.settings import KnownSettings
from archlint.graph.connections.table_names import named_after
from archlint.graph.values.lists import joined
from archlint.graph.values.terms import (
    Applied,
    Attribute,
    ClassValue,
    Frame,
    Instance,
    ItemsValue,
    TextValue,
    Value,
    options_of,
)
from archlint.model.sketch import Expression, Invocation, Member

_NAME = re.compile(r"[A-Za-z_][\w.:$-]*")
_DEEPEST = 2


class Stores:
    """Names stores."""

    def __init__(
        self, discovery: Discovery, settings: KnownSettings, tables: ModelTables, finds: Sequence[Find]
    ) -> None:
        self._discovery = discovery
        self._evaluator = discovery.evaluator
        self._settings = settings
        self._tables = tables
        self._finds = [find for find in finds if tables.is_one(find)]

    def uses(self) -> Iterator[tuple[Find, str, str]]:
        """Every find with the name of a store and how it is touched; a class that two rules are about is told once."""
        for find in self._finds:
            if find.rule.access == "owns" and self._tables.is_class(find):
                name = self._tables.owned_by(find)
                if name:
                    yield find, name, "owns"
                continue
            for name, access in dict.fromkeys(self._touched(find)):
                yield find, name, access

    def _touched(self, find: Find) -> Iterator[tuple[str, str]]:
        if find.rule.is_query:
            yield from self._queried(find)
            return
        if find.rule.access == "owns":
            yield from ((name, "owns") for name in self._tables.made_by(find) if _NAME.fullmatch(name))
            return
        told = False
        for value, frame in self._places_of(find):
            for name in self._of(value, frame, find):
                told = True
                yield name, find.rule.access
        if not told and find.rule.entity:
            called = select(self._evaluator, self._discovery.call(find), find.rule.entity)
            for option in options_of(called) if called is not None else ():
                if isinstance(option, TextValue):
                    for text in texts(option, find.module, self._settings)[:1]:
                        name = self._tables.of_entity(written(text), find) if _NAME.fullmatch(written(text)) else ""
                        if name:
                            yield name, find.rule.access

    def _places_of(self, find: Find) -> Iterator[tuple[Value | Expression, Frame]]:
        """What may be a model or the name of a store, each for itself where it stands in a list."""
        call = self._discovery.call(find)
        value = select(self._evaluator, call, find.rule.name) if find.rule.name else None
        for option in options_of(value) if value is not None else ():
            if isinstance(option, ItemsValue):
                yield from ((item, option.frame) for item in option.items)
            else:
                yield option, call.frame

    def _of(self, one: Value | Expression, frame: Frame, find: Find, depth: int = 0) -> Iterator[str]:
        """The stores that a value or an expression stands for: a model, a field of one, what a function is handed of these."""
        value: Value = self._evaluator.evaluate(one, frame) if isinstance(one, Expression) else one
        found = False
        for option in options_of(value):
            for name in self._named(option, find):
                found = True
                yield name
        if found or depth > _DEEPEST or not isinstance(one, Expression):
            return
        if isinstance(one, Member):
            yield from self._of(one.of, frame, find, depth + 1)
        elif isinstance(one, Invocation):
            for argument in one.positional:
                yield from self._of(argument, frame, find, depth + 1)

    def _named(self, option: Value, find: Find) -> Iterator[str]:
        model: Value = option
        while isinstance(model, Instance | Attribute):
            model = model.of
        name = ""
        if isinstance(model, ClassValue):
            name = self._tables.of_class(model) or self._after(model, find)
        elif isinstance(model, Applied) and model.invocation is not None and model.frame is not None:
            name = self._tables.of_call(model.frame.module, model.invocation.start)
        elif isinstance(option, TextValue):
            for text in texts(option, find.module, self._settings)[:1]:
                said = written(text)
                name = said if _NAME.fullmatch(said) else ""
        if name:
            yield name

    def _after(self, model: ClassValue, find: Find) -> str:
        if not find.rule.naming or find.rule.entity:  # a class that no mapper keeps
            return ""
        name = self._discovery.program.scope(model.module, model.scope).name
        return named_after(name, find.rule.naming, model.module)

    def _queried(self, find: Find) -> Iterator[tuple[str, str]]:
        """The tables of a statement. Of a rule about what "creates" tables only those count that it makes."""
        value = select(self._evaluator, self._discovery.call(find), find.rule.name) if find.rule.name else None
        if isinstance(value, ItemsValue):  # a statement in pieces
            value = joined(self._evaluator, value, TextValue((" ",)))
        for option in options_of(value) if value is not None else ():
            if isinstance(option, TextValue):
                for text in texts(option, find.module, self._settings)[:1]:
                    for name, access in tables_in(written(text)):
                        if find.rule.access != "creates" or (access == "creates" and not self._is_renamed(name, find)):
                            yield self._tables.of_query(name, find.module), access

    def _is_renamed(self, table: str, find: Find) -> bool:
        """Whether a migration gives a table that it makes another name: it only takes the place of that one."""
        content = self._discovery.program.content(find.module)
        return (
            re.search(rb"\b" + re.escape(table.encode()) + rb"\b\W{1,3}\s*RENAME\s+TO\b", content, re.IGNORECASE)
            is not None
        )
