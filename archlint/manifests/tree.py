"""A value of YAML or JSON with its line, as all readers see it."""

from collections.abc import Iterator
from typing import NamedTuple

from archlint.manifests.reading import LONGEST, Unreadable


class Tree(NamedTuple):
    """A value with the line that it begins at (1-based; the line of its key inside a table): a text, a list or a table.

    Trees may share parts, so walk them only as far as a reader knows the way, or by `flattened`.
    """

    value: "str | list[Tree] | dict[str, Tree]"
    line: int

    def get(self, *keys: str) -> "Tree | None":
        """The value under some keys, None where a key is missing."""
        found: Tree | None = self
        for key in keys:
            found = found.value.get(key) if found is not None and isinstance(found.value, dict) else None
        return found

    def text(self, *keys: str) -> str:
        """The text under some keys, "" where there is none."""
        found = self.get(*keys)
        return found.value if found is not None and isinstance(found.value, str) else ""

    def items(self, *keys: str) -> "list[Tree]":
        """The list under some keys; a text that says something counts as a list of one."""
        found = self.get(*keys)
        if found is None or isinstance(found.value, dict):
            return []
        return found.value if isinstance(found.value, list) else [found] if found.value else []

    def texts(self, *keys: str) -> list[str]:
        """The texts of the list under some keys."""
        return [one.value for one in self.items(*keys) if isinstance(one.value, str)]

    def entries(self, *keys: str) -> "dict[str, Tree]":
        """The table under some keys, empty where there is none."""
        found = self.get(*keys)
        return found.value if found is not None and isinstance(found.value, dict) else {}


def flattened(tree: Tree) -> Iterator[tuple[str, str, int]]:
    """Every text in a tree with its keys joined by dots, and its line, in order. Raises Unreadable."""
    pending = [("", tree)]
    while pending:
        key, one = pending.pop()
        if len(key) > LONGEST:
            raise Unreadable(f"a key has more than {LONGEST:,} characters", one.line)
        if isinstance(one.value, str):
            yield key, one.value, one.line
            continue
        inner = enumerate(one.value) if isinstance(one.value, list) else one.value.items()
        pending += [(f"{key}.{name}" if key else str(name), each) for name, each in inner][::-1]
