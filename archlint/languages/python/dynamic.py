"""Imports written as calls: `importlib.import_module("a.b")` and `__import__("a.b")` in, references out."""

from archlint.languages.python.grammar import DYNAMIC
from archlint.languages.python.walk import Walk
from archlint.model.facts import Argument, Reference, Span

LOADERS = {"importlib.import_module": "name", "importlib.__import__": "name", "__import__": "name"}
"""Functions that import the module whose name they are given, and the keyword of that argument."""


def refer_by_name(walk: Walk, callee: str, arguments: list[Argument], span: Span) -> None:
    """A reference to the module that a loader is given by name. A name that is not all known is none."""
    given = _given(arguments, LOADERS[callee])
    if given is None or not given.literal or not given.text.replace(".", "_").isidentifier():
        return
    flags = walk.reference_flags(span.start) | DYNAMIC
    walk.references.append(Reference(given.text, (), span, flags, walk.unit_index or -1))
    walk.local_names.append([])


def _given(arguments: list[Argument], keyword: str) -> Argument | None:
    for argument in arguments:
        if argument.keyword == keyword:
            return argument
    return arguments[0] if arguments and not arguments[0].keyword else None
