"""Which functions a web framework is told to serve, and at which paths: a System and a module in, Routes out.

Frameworks are told by a mark on the function (`@router.get("/bills")`, `@GetMapping("/bills")`) or by a call that is handed
the function (`router.get("/bills", listBills)`).
"""

from collections.abc import Iterator
from typing import NamedTuple

from archlint.graph.system import System
from archlint.measures.callees import Callees, Target
from archlint.measures.vocabulary import words
from archlint.model.facts import Body, Call
from archlint.model.graph import Module

_VERBS = frozenset({"get", "post", "put", "patch", "delete", "head", "options"})
_SERVING = _VERBS | {"route", "mapping", "path"}
_PATHS = frozenset({"", "path", "value", "url"})
"""Keywords under which a path is given."""
_PREFIXES = frozenset({"prefix", "url_prefix"})


class Route(NamedTuple):
    """A path with the unit that answers there, None where it has no name of its own; `text` is `GET /bills/{id}`.

    `given` are the names of what stands between the path and the unit: what is asked before.
    """

    target: Target | None
    text: str
    line: int
    given: tuple[str, ...] = ()


def routes_of(system: System, module: Module, body: Body) -> Iterator[Route]:
    """The routes that a module declares, in the order of the file."""
    if not body.anatomies:
        return
    marks = [{mark.rpartition(".")[2] for mark in anatomy.marks} for anatomy in body.anatomies]
    prefixes = _prefixes(system, module, body, marks)
    for call in body.calls:
        name = call.callee.rpartition(".")[2]
        if _SERVING.isdisjoint(words(name)) or not _of_framework(system, module, call):
            continue
        if name in marks[call.unit]:
            if body.units[call.unit].kind in ("function", "method"):
                path = _joined(_prefix_of(call, body, prefixes), _path(call))
                yield Route(Target(module.id, call.unit), _told(name, path), body.units[call.unit].span.line)
        elif len(call.arguments) > 1 and name in _VERBS and _path(call)[:1] == "/":
            yield _handed(system, module, body, call, name)


def given_to_framework(system: System, module: Module, body: Body, unit: int) -> Iterator[str]:
    """The names that a function gives to the framework: `get_current_user` of `Depends(get_current_user)`."""
    for call in body.calls:
        if call.unit == unit and _of_framework(system, module, call):
            for argument in call.arguments:
                if not argument.literal:
                    yield argument.text.rpartition(".")[2]


def _handed(system: System, module: Module, body: Body, call: Call, name: str) -> Route:
    """The route of a call that is given the function which answers last, and before it what is asked before."""
    given = tuple(argument.text for argument in call.arguments if not argument.literal)
    last = given[-1] if given else ""
    target = system.view(Callees).target(module.id, last) if last else None
    if target is None and last:
        own = (index for index, unit in enumerate(body.units) if unit.kind == "function" and unit.name == last)
        target = next((Target(module.id, index) for index in own), None)
    found = target if target is not None and target.unit >= 0 else None
    return Route(found, _told(name, _path(call)), call.span.line, given[:-1])


def _of_framework(system: System, module: Module, call: Call) -> bool:
    """Whether a call is one of a web framework: as imported, or by its plain name beside one that is imported whole."""
    found = system.technologies.find(module.language, call.callee)
    if not found and "." not in call.callee and "/" not in call.callee:
        whole = (use for use in system.uses.get(module.id, ()) if any(not site.name for site in use.sites))
        found = tuple(entry for use in whole for entry in system.technologies.of(use))
    return any(entry.role == "web-framework" for entry in found)


def _prefixes(system: System, module: Module, body: Body, marks: list[set[str]]) -> dict[int | str, str]:
    """What stands in front of paths: by class, and by what a router is made with."""
    found: dict[int | str, str] = {}
    doubtful: set[str] = set()
    for call in body.calls:
        of_class = body.units[call.unit].kind == "class" and call.callee.rpartition(".")[2] in marks[call.unit]
        before = next((argument.text for argument in call.arguments if argument.keyword in _PREFIXES), "")
        if not (of_class or before or call.callee in found) or not _of_framework(system, module, call):
            continue
        if of_class and _path(call):
            found.setdefault(call.unit, _path(call))
        elif of_class:
            continue
        elif found.setdefault(call.callee, before) != before:
            doubtful.add(call.callee)
    return {key: "" if key in doubtful else prefix for key, prefix in found.items()}


def _prefix_of(call: Call, body: Body, prefixes: dict[int | str, str]) -> str:
    parent = body.units[call.unit].parent
    return prefixes.get(parent, "") or prefixes.get(call.callee.rpartition(".")[0], "")


def _path(call: Call) -> str:
    """The first text that is given as a path."""
    return next((argument.text for argument in call.arguments if argument.literal and argument.keyword in _PATHS), "")


def _joined(prefix: str, path: str) -> str:
    pieces = [piece.strip("/") for piece in (prefix, path)]
    return "/" + "/".join(filter(None, pieces)) if any(pieces) else path[:1]


def _told(name: str, path: str) -> str:
    """`GET /bills`; the path alone where the mark does not say what is served."""
    verb = next((word for word in words(name) if word in _VERBS), "")
    return f"{verb.upper()} {path}".strip()
