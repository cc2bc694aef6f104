"""GraphQL as text: documents and schemas in, the fields of the root types that they ask for or declare out.

Only what stands at the root matters here, so a text is read as words and brackets; one that is cut off or broken gives what
comes before.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

METHODS: Mapping[str, str] = {"query": "QUERY", "mutation": "MUTATION", "subscription": "SUBSCRIPTION"}
_ROOTS: Mapping[str, str] = {kind.title(): method for kind, method in METHODS.items()}
_TOKEN = re.compile(
    r'"""(?:\\"""|[^"]|"(?!""))*(?:"""|\Z)|"(?:[^"\\\n]|\\.)*"?|#[^\n]*|\.\.\.|[A-Za-z_]\w*|[(){}\[\]:@$&|!=]|\n'
)
_OPENING, _CLOSING = frozenset("({["), frozenset(")}]")
_MOST = 5_000
"""Fields of one text; more are no document that anybody wrote."""
_NEAR = 60
"""Words between what opens a selection and its brace."""
_MOST_SELECTIONS = 300


class RootField(NamedTuple):
    """A field of a root type. `method` is QUERY, MUTATION or SUBSCRIPTION, `line` counts from 0 where the text begins; `within`
    names the operation that asks for it, "" where it has no name and in schemas.
    """

    method: str
    name: str
    line: int
    within: str = ""


class _Token(NamedTuple):
    text: str
    line: int
    depth: int


def path_of(field: str) -> str:
    """The path by which a field of a root type goes: all of a schema is served at one address."""
    return f"/graphql#{field}"


def asked(text: str) -> list[RootField]:
    """The fields that the operations of a document ask for, each once per operation."""
    tokens = list(_tokens(text))
    fragments = {
        tokens[at + 1].text: at for at, one in enumerate(tokens[:-1]) if one.text == "fragment" and not one.depth
    }
    found: dict[RootField, None] = {}
    method = within = ""
    for at, one in enumerate(tokens):
        if one.depth:
            continue
        if one.text in METHODS and not method:
            method = METHODS[one.text]
            within = tokens[at + 1].text if at + 1 < len(tokens) and tokens[at + 1].text.isidentifier() else ""
        elif one.text in ("fragment", "type", "extend", "schema", "input", "interface", "enum", "union", "scalar"):
            method = "-"  # what follows is no selection
        elif one.text == "{":
            if method != "-" and (method or not at):
                for name, line in _selected(tokens, at, fragments):
                    found.setdefault(RootField(method or "QUERY", name, line, within))
            method = within = ""
        if len(found) > _MOST:
            break
    return list(found)


def _selected(tokens: list[_Token], start: int, fragments: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """The fields that a selection names, those of fragments that the document has included."""
    pending, seen = [start], {start}
    while pending:
        begin = pending.pop(0)
        depth = tokens[begin].depth + 1
        at = begin + 1
        while at < len(tokens) and tokens[at].depth >= depth:
            one = tokens[at]
            following = tokens[at + 1].text if at + 1 < len(tokens) else ""
            if one.depth > depth or not (one.text == "..." or one.text.isidentifier()):
                at += 1
                continue
            if one.text == "...":
                inner = at if following in ("on", "@", "{") else fragments.get(following, -1)
                near = range(max(inner, 0), min(max(inner, 0) + _NEAR, len(tokens)))
                opening = next((place for place in near if tokens[place].text == "{"), -1)
                if inner >= 0 and opening >= 0 and opening not in seen and len(seen) < _MOST_SELECTIONS:
                    seen.add(opening)
                    pending.append(opening)
                at += {"on": 3, "@": 1, "{": 1}.get(following, 2)
            elif following == ":":
                at += 2  # an alias; the field is what follows
            elif at and tokens[at - 1].text == "@":
                at += 1
            else:
                if not one.text.startswith("__"):
                    yield one.text, one.line
                at += 1


def declared(text: str) -> list[RootField]:
    """The fields that a schema, or a part of one, gives its root types."""
    tokens = list(_tokens(text))
    roots = dict(_ROOTS)
    for at, one in enumerate(tokens):
        if one.text == "schema" and not one.depth:
            for name, value in _pairs(tokens, at):
                if name in METHODS:
                    roots[value] = METHODS[name]
    found: dict[RootField, None] = {}
    announced = method = ""
    for at, one in enumerate(tokens):
        if not one.depth:
            if one.text == "type" and at + 1 < len(tokens):
                announced = roots.get(tokens[at + 1].text, "")
            elif one.text in ("{", "}"):
                announced, method = "", announced if one.text == "{" else ""
        elif method and one.depth == 1 and one.text.isidentifier():
            follows = tokens[at + 1].text if at + 1 < len(tokens) else ""
            if follows in ("(", ":") and tokens[at - 1].text not in ("@", ":"):
                found.setdefault(RootField(method, one.text, one.line))
        if len(found) > _MOST:
            break
    return list(found)


def _pairs(tokens: list[_Token], start: int) -> Iterator[tuple[str, str]]:
    """The `name: value` of the braces that follow."""
    for at in range(start + 1, min(start + _NEAR, len(tokens) - 2)):
        if tokens[at].text == "}" and not tokens[at].depth:
            return
        if tokens[at].depth == 1 and tokens[at + 1].text == ":":
            yield tokens[at].text, tokens[at + 2].text


def _tokens(text: str) -> Iterator[_Token]:
    """Words and brackets with their lines and the depth they stand at; brackets at that of what is around them."""
    line = depth = 0
    for found in _TOKEN.finditer(text):
        word = found[0]
        if word == "\n":
            line += 1
        elif word[0] in '"#':
            line += word.count("\n")
        else:
            if word in _CLOSING:
                depth = max(depth - 1, 0)
            yield _Token(word, line, depth)
            if word in _OPENING:
                depth += 1
