"""Files that are routes, and files that configure proxies, by where they lie: modules and rules in, Finds out.

A pattern names a file without its ending. `{path}` stands for the folders between, which are the path of the route, `**/` for
any folders or none, `*` for anything in one name.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.finds import Find
from archlint.graph.connections.rule_patterns import VERBS
from archlint.graph.values.file import File
from archlint.model.api_rules import ApiRule
from archlint.model.sketch import Closure, Expression, Invocation, Name

_TOKEN = re.compile(r"\{path(?::(\w+))?\}|\{verb\}|\*\*/|\*|[^{*]+")
_ENDING = re.compile(r"\.(?:d\.)?[a-z]+$")
_METHODS = tuple(verb.upper() for verb in VERBS)


def filed_among(modules: Iterable[str], rules: Iterable[ApiRule]) -> set[str]:
    """The files that rules are about because of where they lie."""
    patterns = [pattern for rule in rules for pattern in rule.files]
    stems = {module: _ENDING.sub("", module) for module in modules} if patterns else {}
    together = "\n".join(stems.values())
    wanted = [_compiled(pattern) for pattern in patterns if _may_fit(pattern, together)]
    return {module for module, stem in stems.items() if any(one.fullmatch(stem) for one in wanted)}


def filed(discovery: Discovery, modules: Iterable[str]) -> Iterator[Find]:
    """The finds of kind `file-route` and `proxy` that lie in files which rules name. Those of routes have the path as their
    target and a method as their verb.
    """
    for module in modules:
        for rule in discovery.rules(module).filed:
            place = _placed(module, rule)
            if place is None:
                continue
            if rule.kind == "proxy":
                yield Find(rule, "", module, 0, None, 1)
                continue
            path, verb = place
            file = discovery.program.file(module)
            if not file.scopes:
                continue
            handlers = [(verb or method, line) for method, line in _handlers(file, by_name=not (rule.method or verb))]
            for method, line in handlers:
                yield Find(rule, method or rule.default_method, module, 0, None, line, target=path)


def _handlers(file: File, *, by_name: bool) -> Iterator[tuple[str, int]]:
    """The functions of a file that answer, with their lines: those it exports by methods' names, or the one it exports."""
    exported = dict(file.sketch.exports)
    if by_name:
        for method in _METHODS:
            line = _line(file, method, exported)
            if line:
                yield method, line
        return
    whole = exported.get("default", exported.get("="))
    if isinstance(whole, Closure):
        yield "", file.scopes[whole.scope].line
    elif whole is not None:
        yield "", _line_within(file, whole) or 1


def _line_within(file: File, whole: Expression) -> int:
    """The line of the function that answers: named, or handed to what makes more of it (`withSession(show)`); 0 for none."""
    while isinstance(whole, Invocation):
        given = [one for one in whole.positional if isinstance(one, Name | Closure | Invocation)]
        lines = [line for one in given if (line := _line_of(file, one))]
        if lines:
            return lines[0]
        inner = next((one for one in given if isinstance(one, Invocation)), None)
        if inner is None:
            return whole.line
        whole = inner
    return _line_of(file, whole)


def _line_of(file: File, one: Expression) -> int:
    """The line of a function that a name stands for or that is written there; 0 where it is none of the file's."""
    if isinstance(one, Closure):
        return file.scopes[one.scope].line
    return _line(file, one.name, {}) if isinstance(one, Name) else 0


def _line(file: File, name: str, exported: Mapping[str, Expression]) -> int:
    inner = file.children.get((0, name))
    if inner:
        return file.scopes[inner[0]].line
    bound = file.bindings.get((0, name))
    if bound:
        return bound[0].line
    given = exported.get(name)
    if isinstance(given, Name) and given.name != name:
        return _line(file, given.name, {})
    return 1 if given is not None or any(one.local == name and one.exported for one in file.sketch.imports) else 0


def _placed(module: str, rule: ApiRule) -> tuple[str, str] | None:
    """The path and the method that a file's place says, None where the rule is not about it."""
    stem = _ENDING.sub("", module)
    for pattern in rule.files:
        found = _compiled(pattern).fullmatch(stem) if _may_fit(pattern, stem) else None
        if found is not None:
            groups = found.groupdict()
            return _path(groups.get("path") or ""), (groups.get("verb") or "").upper()
    return None


def _may_fit(pattern: str, written: str) -> bool:
    """Whether all that a pattern writes out stands in a text: most patterns fit nothing, and need not be compiled."""
    return all(part in written for part in _plain(pattern))


@cache
def _plain(pattern: str) -> tuple[str, ...]:
    return tuple(token[0] for token in _TOKEN.finditer(pattern) if token[0][0] not in "{*")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    forms = {"**/": "(?:.*/)?", "*": "[^/]*", "{verb}": f"(?P<verb>{'|'.join(VERBS)})"}
    parts = []
    for token in _TOKEN.finditer(pattern):
        start = token[1]
        if start:
            parts.append(rf"(?P<path>{start}(?:/.*)?)")
        else:
            parts.append("(?P<path>.*)" if token[0] == "{path}" else forms.get(token[0], re.escape(token[0])))
    return re.compile("".join(parts))


def _path(written: str) -> str:
    """The path that folders and a file say: `[id]` is a parameter, `[...rest]` the rest, `(group)` and `@slot` are nothing."""
    found = []
    for segment in written.split("/"):
        if not segment or segment == "index" or (segment[0] == "(" and segment[-1] == ")") or segment[0] == "@":
            continue
        rest = re.fullmatch(r"\[{1,2}\.\.\.(\w*)\]{1,2}", segment)
        found.append("**" if rest else re.sub(r"\[(\w+)\]", r"{\1}", segment))
    return "/" + "/".join(found)
