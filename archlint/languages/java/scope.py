"""What names mean at a point of a file: variables with their types and texts, and type parameters, block by block."""

from typing import NamedTuple


class Variable(NamedTuple):
    """A field, parameter or local. `type` is its qualified type, "" when unknown; `text` the string that it holds,
    with `{}` for what cannot be known, None when it is not known to be a string.
    """

    type: str
    text: str | None = None


UNKNOWN = Variable("")


class Scope:
    """Nested blocks as one table with an undo log: a lookup costs the same however deep the code is nested."""

    __slots__ = ("_marks", "_undo", "type_parameters", "variables")

    def __init__(self) -> None:
        self.variables: dict[str, Variable] = {}
        self.type_parameters: dict[str, int] = {}
        """Type parameters in scope, and how many times each name is declared there."""
        self._undo: list[tuple[str, Variable | None] | str] = []
        self._marks: list[int] = []

    def open(self) -> None:
        self._marks.append(len(self._undo))

    def close(self) -> None:
        """Forget what was bound since the matching `open`."""
        mark = self._marks.pop()
        undo = self._undo
        while len(undo) > mark:
            entry = undo.pop()
            if isinstance(entry, str):
                self.type_parameters[entry] -= 1
                if not self.type_parameters[entry]:
                    del self.type_parameters[entry]
                continue
            name, before = entry
            if before is None:
                del self.variables[name]
            else:
                self.variables[name] = before

    def bind(self, name: str, variable: Variable) -> None:
        self._undo.append((name, self.variables.get(name)))
        self.variables[name] = variable

    def assign(self, name: str, text: str | None) -> None:
        """A variable gets another value: what it held is no longer known."""
        before = self.variables.get(name)
        if before is not None and before.text != text:
            self.variables[name] = Variable(before.type, text)

    def bind_type_parameter(self, name: str) -> None:
        self._undo.append(name)
        self.type_parameters[name] = self.type_parameters.get(name, 0) + 1
