"""What is wrong with a declaration, collected so that all of it can be said at once."""

import difflib
from collections.abc import Iterable

from archlint.model.rulebook import DeclarationError
from archlint.rulebook.locate import KeyPath
from archlint.rulebook.sources import Source

_MAX_TOLD = 200


class Complaints:
    """Collects mistakes with their places; `raise_if_any` says them together, one per line, by file and line."""

    def __init__(self) -> None:
        self._found: list[tuple[int, int, str]] = []
        self._labels: list[str] = []

    def add(self, source: Source, path: KeyPath, message: str) -> None:
        """Note a mistake at a key path of a file."""
        self.add_at(source.label, source.line(path), f"{name_of(source, path)}: {message}" if path else message)

    def add_at(self, label: str, line: int, message: str) -> None:
        """Note a mistake at a line; 0 where the file as a whole is meant."""
        if label not in self._labels:
            self._labels.append(label)
        place = f"{label}:{line}" if line else label
        entry = (self._labels.index(label), line, f"{place}: {message}")
        if entry not in self._found:
            self._found.append(entry)
        if len(self._found) >= _MAX_TOLD:  # nobody reads more, and looking for nearest names takes time
            self._found.append((len(self._labels) - 1, 10**9, f"only the first {_MAX_TOLD} mistakes are told"))
            self.raise_if_any()

    def add_error(self, error: DeclarationError) -> None:
        """Note a mistake that made a file unreadable."""
        text = str(error).removeprefix(error.file).removeprefix(f":{error.line}" if error.line else "")
        self.add_at(error.file, error.line, text.removeprefix(": "))

    def __bool__(self) -> bool:
        return bool(self._found)

    def raise_if_any(self) -> None:
        """Raise one DeclarationError for everything noted so far."""
        if self._found:
            ordered = sorted(self._found)
            label, line, _ = ordered[0]
            raise DeclarationError("\n".join(message for _, _, message in ordered), self._labels[label], line)


def name_of(source: Source, path: KeyPath) -> str:
    """A key path in the words of the file: `layers.ui.paths`, `contracts #2.importers`."""
    value: object = source.table
    words: list[str] = []
    for step in path:
        value = _at(value, step)
        if isinstance(step, str):
            words.append(shown(step))
        elif isinstance(value, dict) and isinstance(value.get("name"), str) and value["name"]:
            words.append(shown(value["name"]))
        else:
            words[-1] += f" #{step + 1}"
    return ".".join(words)


def _at(value: object, step: str | int) -> object:
    if isinstance(value, dict) and isinstance(step, str):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def shown(text: str, longest: int = 80) -> str:
    """A name from a file, safe to print: long ones are cut, control characters escaped."""
    cut = text if len(text) <= longest else text[: longest - 3] + "…"
    return cut if cut.isprintable() else ascii(cut)[1:-1]


def choice(word: str, allowed: Iterable[str]) -> str:
    """The tail of a message about a word that is not among the allowed ones: the nearest one, and all of them."""
    known = sorted(set(allowed))
    near = difflib.get_close_matches(word[:80], known, n=1, cutoff=0.6)
    nearest = f"; did you mean '{shown(near[0])}'?" if near else "."
    listed = ", ".join(shown(name) for name in known) if known else "none"
    return f"{nearest} Allowed: {listed}"
