"""The grammars of TypeScript and JavaScript: parsers, and what a Walk does with each kind of node. Loaded on first use."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from tree_sitter import Language, Parser, Query

from archlint.languages.anatomy import anatomy_query
from archlint.languages.grammar import KINDS

HOT = re.compile(rb"[(`<?&|>]")
"""One of these stands in every expression in which something is called, decided or declared."""

Visit = Callable[[Any, Any], None]
Table = list[Visit | bool]
"""What to do with a node by its kind id: call a visit, True: go on to its children, False: leave it."""


class Fields:
    """The ids of the fields that visits ask for most: asking by name takes four times as long."""

    def __init__(self, language: Language) -> None:
        self.alternative = language.field_id_for_name("alternative") or 0
        self.arguments = language.field_id_for_name("arguments") or 0
        self.body = language.field_id_for_name("body") or 0
        self.condition = language.field_id_for_name("condition") or 0
        self.consequence = language.field_id_for_name("consequence") or 0
        self.declaration = language.field_id_for_name("declaration") or 0
        self.name = language.field_id_for_name("name") or 0
        self.parameter = language.field_id_for_name("parameter") or 0
        self.parameters = language.field_id_for_name("parameters") or 0
        self.property = language.field_id_for_name("property") or 0
        self.source = language.field_id_for_name("source") or 0
        self.value = language.field_id_for_name("value") or 0


class Grammar:
    """One of the grammars, with its parser. Their kind ids differ, so tables are built for each."""

    def __init__(self, language: object) -> None:
        self.language = Language(language)
        self.parser = Parser(self.language)
        self.fields = Fields(self.language)

    def table(self, visits: dict[str, Visit | bool]) -> Table:
        """A dispatch table: kinds without a visit are passed through, keywords and punctuation left."""
        table: Table = [True] * KINDS
        for number in range(self.language.node_kind_count):
            if not self.language.node_kind_is_named(number):
                table[number] = False
            else:
                table[number] = visits.get(self.language.node_kind_for_id(number) or "", True)
        return table


@cache
def grammar(name: str) -> Grammar:
    """The grammar "typescript", "tsx" or "javascript" (which reads JSX too)."""
    if name == "javascript":
        import tree_sitter_javascript

        return Grammar(tree_sitter_javascript.language())
    import tree_sitter_typescript

    if name == "tsx":
        return Grammar(tree_sitter_typescript.language_tsx())
    return Grammar(tree_sitter_typescript.language_typescript())


_ANATOMY = {
    "javascript": ("anatomy.scm", "elements.scm", "javascript.scm"),
    "tsx": ("anatomy.scm", "elements.scm", "types.scm"),
    "typescript": ("anatomy.scm", "types.scm"),
}


@cache
def anatomy(name: str) -> Query:
    """What units of a grammar do, by the name of the grammar."""
    return anatomy_query(grammar(name).language, *(Path(__file__).with_name(file) for file in _ANATOMY[name]))
