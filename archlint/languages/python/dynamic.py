"""Imports written as calls: `importlib.import_module("a.b")` and `__import__("a.b")` in, references out."""

from archlint.languages.python.grammar import DYNAMIC
from archlint.languages.python.walk import Walk
from archlint.model.facts import Argument, Reference, Span

LOADERS = {"importlib.import_module": "name", "importlib.__import__": "name", "__import__": "name"}
"""Functions that import the module whose name they are given, and the keyword of that argument."""
_OWN_PACKAGE = frozenset({"__package__", "__name__", "__spec__.parent"})


def refer_by_name(walk: Walk, callee: str, arguments: list[Argument], span: Span) -> None:
    """A reference to the module that a loader is given by name. A name that is not all known is none."""
    given = _given(arguments, LOADERS[callee], 0)
    if given is None or not given.literal or not given.text.replace(".", "_").isidentifier():
        return
    target = given.text
    if target.startswith("."):
        package = _given(arguments, "package", 1)
        if package is not None and package.literal:
            target = _absolute(target, package.text)
        elif package is None or package.text not in _OWN_PACKAGE:
            target = ""
    if not target:
        return
    flags = walk.reference_flags(span.start) | DYNAMIC
    walk.references.append(Reference(target, (), span, flags, walk.unit_index or -1))
    walk.local_names.append(())


def _given(arguments: list[Argument], keyword: str, position: int) -> Argument | None:
    for argument in arguments:
        if argument.keyword == keyword:
            return argument
    positional = arguments[: position + 1]
    return positional[-1] if len(positional) > position and not any(each.keyword for each in positional) else None


def _absolute(relative: str, package: str) -> str:
    """`..a` in the package `x.y` is `x.a`; "" for what leads out of the package."""
    rest = relative.lstrip(".")
    above = package.split(".")
    level = len(relative) - len(rest) - 1
    return ".".join([*above[: len(above) - level], rest]).rstrip(".") if level < len(above) else ""
