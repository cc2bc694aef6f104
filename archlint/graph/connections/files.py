"""Files that are routes, and files that configure proxies, by where they lie: modules and rules in, Finds out.

A pattern names a file without its ending. `{path}` stands for the folders between, which are the path of the route, `{flat}`
for the same with dots between its segments, `**/` for any folders or none, `*` for anything in one name.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.finds import Find
from archlint.graph.connections.rule_patterns import VERBS
from archlint.graph.connections.value_names import names_of
from archlint.graph.values.file import File
from archlint.graph.values.terms import Frame
from archlint.model.api_rules import ApiRule
from archlint.model.sketch import Closure, Expression, Invocation, Items, Name, Record, Text

_TOKEN = re.compile(r"\{path(?::(\w+))?\}|\{flat\}|\{verb\}|\*\*/|\*|[^{*]+")
_VERB = re.compile(rf"\.(?:{'|'.join(VERBS)})\Z")
"""How a file's name ends that is about one method; `bills.get` is no path of its own."""
_ENDING = re.compile(r"\.(?:d\.)?[a-z]+$")
_REST = re.compile(r"\[{1,2}\.\.\.(\w*)\]{1,2}")
_NAMED = re.compile(r"\[{1,2}(?:\.\.\.)?(\w+)(?:=\w+)?\]{1,2}")
_METHODS = tuple(verb.upper() for verb in VERBS)


def filed_among(modules: Iterable[str], rules: Iterable[ApiRule]) -> set[str]:
    """The files that rules are about because of where they lie."""
    patterns = [pattern for rule in rules for pattern in rule.files]
    stems = {module: _ENDING.sub("", module) for module in modules} if patterns else {}
    together = "\n".join(stems.values())
    wanted = [_compiled(pattern) for pattern in patterns if _may_fit(pattern, together)]
    return {module for module, stem in stems.items() if any(one.fullmatch(stem) for one in wanted)}


def filed_saying(modules: Sequence[str], rules: Iterable[ApiRule], content: Callable[[str], bytes]) -> set[str]:
    """Those of them in which stands what a rule asks for: by where they lie alone, all pages of some programs would be looked
    into.
    """
    by_words: dict[tuple[str, ...], list[ApiRule]] = {}
    for rule in rules:
        if rule.files:
            by_words.setdefault(_words_of(rule), []).append(rule)
    found: set[str] = set()
    for words, alike in sorted(by_words.items()):
        lying = filed_among(modules, alike) - found
        said = re.compile(rb"\b(?:%s)\b" % "|".join(words).encode())
        found |= {one for one in lying if said.search(content(one))} if words else lying
    return found


def _words_of(rule: ApiRule) -> tuple[str, ...]:
    """The words of which one stands in every file that a rule is about, none where only its place counts."""
    if rule.kind == "partner":
        return rule.says
    if rule.kind != "file-route" or (not rule.made_by and (rule.method or any("{verb}" in one for one in rule.files))):
        return ()
    makers = {re.split(r"[.:]", one)[-1] for one in rule.made_by}
    return tuple(sorted(makers or {*_METHODS, *rule.actions}))


def filed(discovery: Discovery, modules: Iterable[str]) -> Iterator[Find]:
    """The finds of kind `file-route`, `proxy` and `partner` that lie in files which rules name. Those of routes have the path
    as their target and a method as their verb.
    """
    for module in modules:
        for rule in discovery.rules(module).filed:
            place = _placed(module, rule)
            if place is None:
                continue
            if rule.kind in ("proxy", "partner", "route"):
                yield Find(rule, "", module, 0, None, 1)
                continue
            paths, verb = place
            file = discovery.program.file(module)
            if not file.scopes or not _is_one(discovery, module, rule):
                continue
            if rule.made_by and not verb and _VERB.search(_ENDING.sub("", module)):
                continue
            handlers = [(verb or method, line) for method, line in _handlers(file, rule, verb)]
            for path in paths:
                for method, line in handlers:
                    yield Find(rule, method or rule.default_method, module, 0, None, line, target=path)


def _is_one(discovery: Discovery, module: str, rule: ApiRule) -> bool:
    """Whether a file exports what a rule asks for, and nothing that it leaves out."""
    file = discovery.program.file(module)
    exported = dict(file.sketch.exports)
    if any(name in exported for name in rule.unless) or (rule.uses and not discovery.uses(module, rule.uses)):
        return False
    if not rule.made_by:
        return True
    whole = exported.get("default", exported.get("="))
    value = discovery.matching.evaluate(whole, Frame(module, 0)) if whole is not None else None
    names = names_of(value, discovery.rules(module), discovery.matching) if value is not None else ()
    return any(name.startswith(f"{maker}()") for name in names for maker in rule.made_by)


def _handlers(file: File, rule: ApiRule, verb: str) -> Iterator[tuple[str, int]]:
    """The functions of a file that answer, with their lines: those it exports by methods' names, or the one it exports."""
    exported = dict(file.sketch.exports)
    if not (rule.method or verb):
        for name, method in (*((one, one) for one in _METHODS), *rule.actions.items()):
            line = _line(file, name, exported)
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
        return 0 if isinstance(bound[0].value, Items | Record | Text) else bound[0].line
    given = exported.get(name)
    if isinstance(given, Name) and given.name != name:
        return _line(file, given.name, {})
    return 1 if given is not None or any(one.local == name and one.exported for one in file.sketch.imports) else 0


def _placed(module: str, rule: ApiRule) -> tuple[list[str], str] | None:
    """The paths and the method that a file's place says, None where the rule is not about it."""
    stem = _ENDING.sub("", module)
    for pattern in rule.files:
        found = _compiled(pattern).fullmatch(stem) if _may_fit(pattern, stem) else None
        if found is not None:
            groups = found.groupdict()
            segments = _flat(groups["flat"]) if groups.get("flat") else (groups.get("path") or "").split("/")
            return _paths(segments), (groups.get("verb") or "").upper()
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
        elif token[0] == "{flat}":
            parts.append("(?P<flat>.+)")
        else:
            parts.append("(?P<path>.*)" if token[0] == "{path}" else forms.get(token[0], re.escape(token[0])))
    return re.compile("".join(parts))


def _flat(written: str) -> list[str]:
    """The segments of a name with dots between them, `api.bills.$id`, as folders would say them: `_` before a segment says that
    it is none, after it that it lies in no page, `$` is a parameter, alone the rest; a file in a folder says nothing itself.
    """
    name = written.rpartition("/")[0] if written.rpartition("/")[2] in ("route", "index") else written
    found = []
    for segment in re.split(r"\+?[./](?![^\[]*\])", name):
        plain = segment.removesuffix("_")
        is_optional = plain.startswith("(") and plain.endswith(")")
        plain = plain[1:-1] if is_optional else plain
        if not plain.startswith("_"):
            plain = "[...]" if plain == "$" else re.sub(r"\$(\w+)", r"[\1]", re.sub(r"\[(\W+)\]", r"\1", plain))
            found.append(f"[[{plain.strip('[]')}]]" if is_optional else plain)
    return found


def _paths(segments: Iterable[str]) -> list[str]:
    """The paths that folders and a file say: `[id]` and `[id=int]` are parameters, `[...rest]` is the rest, `[[id]]` may be
    left out, `(group)` and `@slot` are nothing.
    """
    found: list[list[str]] = [[]]
    for segment in segments:
        if not segment or segment == "index" or (segment[0] == "(" and segment[-1] == ")") or segment[0] == "@":
            continue
        rest = _REST.fullmatch(segment)
        said = ("{*" + rest[1] + "}" if rest[1] else "**") if rest else _NAMED.sub(r"{\1}", segment)
        is_optional = segment.startswith("[[") and segment.endswith("]]") and rest is None
        found = [[*one, said] for one in found] + (found if is_optional else [])
    return ["/" + "/".join(one) for one in found]
