"""What names mean: a dotted name as written in, the callee with import aliases and simple assignments undone, out."""

import re

from archlint.languages.typescript.scope import GLOBALS, Scope

MAX_NAME = 200
"""Bytes of a dotted name as written that are looked at."""

_GLOBAL_OBJECTS = frozenset(("window", "globalThis", "self"))
_BLANKS = b" \t\r\n\f\v?!"
_DOTTED = re.compile(rb"[\w$]+(?:\.#?[\w$]+)*").fullmatch
_LOOSELY_DOTTED = re.compile(rb"[\w$]+[?!]*(?:\s*[?!]*\.\s*#?[\w$]+[?!]*)*").fullmatch
_TYPE = re.compile(rb":\s*([A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*)\s*(?![\w$.\s\[])")


def dotted(written: bytes) -> bytes | None:
    """`a.b.c` for `a?.b!.c`, over lines too; None for an expression that is more than a name and its members."""
    if _DOTTED(written):
        return written
    if b"(" in written or len(written) > MAX_NAME:
        return None
    return written.translate(None, _BLANKS) if _LOOSELY_DOTTED(written) else None


def resolve(scope: Scope, written: bytes) -> tuple[str, bool]:
    """The callee for a dotted name, and whether it is known; one that is not stays as written."""
    head, _, rest = written.partition(b".")
    if head == b"this":
        member, _, rest = rest.partition(b".")
        head = b"this." + member
    variable = scope.variables.get(head)
    if variable is None or not variable.callee:
        return written.decode(), False
    callee = variable.callee
    if not rest:
        return callee, True
    if callee in _GLOBAL_OBJECTS and rest.partition(b".")[0] in GLOBALS:
        return rest.decode(), True
    return f"{callee}.{rest.decode()}", True


def type_callee(scope: Scope, annotation: bytes) -> str:
    """The qualified name of the type in `: Type<…>` or `: ns.Type | null`, "" when it is not imported."""
    match = _TYPE.match(annotation[: MAX_NAME * 2] + b";")
    if match is None:
        return ""
    callee, known = resolve(scope, match[1])
    return callee if known else ""


def looks_like_class(name: bytes) -> bool:
    """Whether a name's spelling says class: capitalised, and no CONSTANT."""
    return name[:1].isupper() and not (len(name) > 1 and name.isupper())
