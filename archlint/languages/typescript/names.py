"""What names mean: a dotted name as written in, the callee with import aliases and simple assignments undone, out."""

import re

from archlint.languages.typescript.scope import Scope

MAX_NAME = 200
"""Bytes of a dotted name as written that are looked at."""

GLOBALS = frozenset(
    b"fetch XMLHttpRequest EventSource WebSocket WebTransport RTCPeerConnection Worker SharedWorker BroadcastChannel "
    b"MessageChannel navigator localStorage sessionStorage indexedDB caches location history Notification window "
    b"globalThis self process require import".split()
)
"""Names that need no import and reach out of the file. A call of one is kept whatever its arguments are."""
_GLOBAL_OBJECTS = frozenset((b"window", b"globalThis", b"self"))
_BLANKS = b" \t\r\n?!"
_DOTTED = re.compile(rb"[\w$]+(?:\.#?[\w$]+)*").fullmatch
_TYPE = re.compile(rb":\s*([A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*)\s*(?![\w$.\s\[])")


def dotted(written: bytes) -> bytes | None:
    """`a.b.c` for `a?.b!.c`, over lines too; None for an expression that is more than a name and its members."""
    if _DOTTED(written):
        return written
    if b"(" in written or len(written) > MAX_NAME:
        return None
    compact = written.translate(None, _BLANKS)
    return compact if _DOTTED(compact) else None


def resolve(scope: Scope, written: bytes) -> tuple[str, bool]:
    """The callee for a dotted name, and whether it is known; one that is not stays as written."""
    head, _, rest = written.partition(b".")
    if head == b"this":
        member, _, rest = rest.partition(b".")
        head = b"this." + member
    variable = scope.variables.get(head)
    if variable is not None:
        callee = variable.callee
        if not callee:
            return written.decode(), False
        return (f"{callee}.{rest.decode()}" if rest else callee), True
    if head not in GLOBALS:
        return written.decode(), False
    if rest and head in _GLOBAL_OBJECTS and rest.partition(b".")[0] in GLOBALS:
        written = rest
    return written.decode(), True


def type_callee(scope: Scope, annotation: bytes) -> str:
    """The qualified name of the type in `: Type<…>` or `: ns.Type | null`, "" when it is not imported."""
    match = _TYPE.match(annotation[: MAX_NAME * 2] + b";")
    if match is None:
        return ""
    callee, known = resolve(scope, match[1])
    return callee if known and scope.variables.get(match[1].partition(b".")[0]) else ""


def looks_like_class(name: bytes) -> bool:
    """Whether a name's spelling says class: capitalised, and no CONSTANT."""
    return name[:1].isupper() and not (len(name) > 1 and name.isupper())
