"""YAML with line numbers: bytes in, documents of plain trees out.

Built from the parser's events without recursion: no object is made, and aliases cannot grow a file beyond what is counted.
"""

import yaml

from archlint.manifests.reading import Unreadable
from archlint.manifests.tree import Tree, flattened

__all__ = ["Tree", "Unreadable", "documents", "flattened"]

_MOST_VALUES = 200_000
_DEEPEST = 100
_TOO_DEEP_FOR_THE_PARSER = "exceeded maximum nesting depth"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOTHING = frozenset({"null", "Null", "NULL", "~"})


class _Open:
    """A list or a table that is being read. `size` counts its values with those that aliases repeat."""

    __slots__ = ("anchor", "is_table", "items", "key", "line", "merged", "size", "table")

    def __init__(self, is_table: bool, line: int, anchor: str | None) -> None:
        self.is_table = is_table
        self.line = line
        self.anchor = anchor
        self.items: list[Tree] = []
        self.table: dict[str, Tree] = {}
        self.merged: list[Tree] = []
        self.key: Tree | None = None
        self.size = 1

    def add(self, tree: Tree, size: int, line: int) -> None:
        """Take in the next value: an item, a key, or the value of the last key."""
        self.size += size
        if self.size > _MOST_VALUES:
            raise Unreadable(f"it grows beyond {_MOST_VALUES:,} values", line)
        if not self.is_table:
            self.items.append(tree)
        elif self.key is None:
            self.key = tree
        else:
            key, self.key = self.key, None
            if key.value == "<<":
                self.merged += tree.value if isinstance(tree.value, list) else [tree]
            elif isinstance(key.value, str):
                self.table.pop(key.value, None)  # of keys written twice, the last one stands where it is written
                self.table[key.value] = tree._replace(line=key.line)

    def closed(self) -> Tree:
        """The finished tree: own keys win over merged ones, earlier merged ones over later."""
        if not self.is_table:
            return Tree(self.items, self.line)
        if not self.merged:
            return Tree(self.table, self.line)
        whole: dict[str, Tree] = {}
        for one in reversed(self.merged):
            if isinstance(one.value, dict):
                whole |= one.value
        return Tree({**whole, **self.table}, self.line)


def documents(content: bytes) -> list[Tree]:
    """The documents of a file. Raises Unreadable."""
    try:
        return _Documents().read(content)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        if error.problem == _TOO_DEEP_FOR_THE_PARSER:  # it looks ahead of its events, and gives up beyond our limit
            raise Unreadable(f"it is nested deeper than {_DEEPEST} levels", line) from None
        raise Unreadable(f"not YAML: {error.problem}", line) from None
    except (yaml.YAMLError, ValueError) as error:
        raise Unreadable(f"not YAML: {str(error).partition(chr(10))[0]}") from None


class _Documents:
    def __init__(self) -> None:
        self._found: list[Tree] = []
        self._stack: list[_Open] = []
        self._anchors: dict[str, tuple[Tree, int]] = {}

    def read(self, content: bytes) -> list[Tree]:
        for event in yaml.parse(content, Loader=_LOADER):
            match event:
                case yaml.ScalarEvent():
                    self._scalar(event)
                case yaml.AliasEvent():
                    self._alias(event)
                case yaml.CollectionStartEvent():
                    self._start(event)
                case yaml.CollectionEndEvent():
                    one = self._stack.pop()
                    self._add(one.closed(), one.size, one.anchor)
                case yaml.DocumentStartEvent():
                    self._anchors.clear()
        return self._found

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        is_nothing = event.style in (None, "") and event.value in _NOTHING
        self._add(Tree("" if is_nothing else event.value, _line(event)), 1, event.anchor)

    def _alias(self, event: yaml.AliasEvent) -> None:
        line = _line(event)
        known = self._anchors.get(event.anchor or "")
        if known is None:
            raise Unreadable("an alias refers to what is not complete or not there", line)
        self._add(known[0]._replace(line=line), known[1], None)

    def _start(self, event: yaml.CollectionStartEvent) -> None:
        line = _line(event)
        if len(self._stack) >= _DEEPEST:
            raise Unreadable(f"it is nested deeper than {_DEEPEST} levels", line)
        self._stack.append(_Open(isinstance(event, yaml.MappingStartEvent), line, event.anchor))

    def _add(self, tree: Tree, size: int, anchor: str | None) -> None:
        if anchor is not None:
            self._anchors[anchor] = (tree, size)
        if self._stack:
            self._stack[-1].add(tree, size, tree.line)
        else:
            self._found.append(tree)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0
