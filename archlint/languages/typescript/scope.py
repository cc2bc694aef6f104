"""What names mean at a point of a file: dotted callees and texts of variables, block by block."""

from typing import NamedTuple


class Variable(NamedTuple):
    """What a name stands for. `callee` is the dotted name with import aliases undone, "" when unknown; `text` the
    string that it holds, with `{}` for what cannot be known, None when it is not known to be a string.
    """

    callee: str
    text: str | None = None


UNKNOWN = Variable("")

GLOBALS = {
    name.encode(): Variable(name)
    for name in (
        "fetch",
        "XMLHttpRequest",
        "EventSource",
        "WebSocket",
        "WebTransport",
        "RTCPeerConnection",
        "Worker",
        "SharedWorker",
        "BroadcastChannel",
        "MessageChannel",
        "navigator",
        "localStorage",
        "sessionStorage",
        "indexedDB",
        "caches",
        "location",
        "history",
        "Notification",
        "window",
        "globalThis",
        "self",
        "process",
        "require",
        "import",
    )
}
"""Names that need no import and reach out of the file. A call of one is kept whatever its arguments are."""


class Scope:
    """Nested blocks as one table with an undo log: a lookup costs the same however deep the code is nested.

    Names are bytes as written; members of `this` and of constant objects are dotted (`this.http`, `Paths.USERS`).
    """

    __slots__ = ("_marks", "_undo", "variables")

    def __init__(self) -> None:
        self.variables: dict[bytes, Variable] = dict(GLOBALS)
        self._undo: list[tuple[bytes, Variable | None]] = []
        self._marks: list[int] = []

    @property
    def nested(self) -> bool:
        """Whether this is a function or block, not the module itself."""
        return bool(self._marks)

    def open(self) -> None:
        self._marks.append(len(self._undo))

    def close(self) -> None:
        """Forget what was bound since the matching `open`."""
        mark = self._marks.pop()
        undo = self._undo
        while len(undo) > mark:
            name, before = undo.pop()
            if before is None:
                self.variables.pop(name, None)
            else:
                self.variables[name] = before

    def bind(self, name: bytes, variable: Variable) -> None:
        before = self.variables.get(name)
        if before is not None or variable is not UNKNOWN:
            self._undo.append((name, before))
            self.variables[name] = variable

    def assign(self, name: bytes, variable: Variable) -> None:
        """A variable gets another value: what it held is no longer known."""
        if name in self.variables:
            self.variables[name] = variable

    def text(self, name: bytes) -> str | None:
        """The string that a variable holds, by its dotted name."""
        variable = self.variables.get(name)
        return None if variable is None else variable.text
