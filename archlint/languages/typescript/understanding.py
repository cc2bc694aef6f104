"""How a text is read: its bytes in, a tree of them or of a text of the same length out, with as few errors as can be had."""

from typing import NamedTuple

from tree_sitter import Tree

from archlint.languages.parsing import Budget, first_error, parse
from archlint.languages.typescript.grammar import grammar
from archlint.languages.typescript.repairs import repaired, repairs_at

_MOST_READ = 1_000_000
"""Bytes that may be parsed again to repair one text, in all: a large one with many faults must not use up its time."""


class Understood(NamedTuple):
    """A tree with what it is a tree of: the text, the grammar that reads it, and the targets of `import("…")` types that had to
    be taken out of the text, each with its start and end.
    """

    tree: Tree
    text: bytes
    grammar: str
    types: tuple[tuple[str, int, int], ...] = ()


def understand(text: bytes, name: str, budget: Budget) -> Understood:
    """The tree of a text that is read by the grammar `name`; where nothing helps, one with errors in it. Raises OutOfTime.

    `.js` with Flow's or TypeScript's annotations needs TypeScript's grammar.
    """
    tree = parse(grammar(name).parser, text, budget)
    if not tree.root_node.has_error:
        return Understood(tree, text, name)
    if name == "javascript":
        second = parse(grammar("tsx").parser, text, budget)
        if not second.root_node.has_error:
            return Understood(second, text, "tsx")
    other, types = repaired(text)
    better = _repaired(Understood(parse(grammar(name).parser, other, budget), other, name, tuple(types)), budget)
    return Understood(tree, text, name) if better.tree.root_node.has_error else better


def _repaired(known: Understood, budget: Budget) -> Understood:
    """The same, repaired from place to place as long as each repair makes it understood further."""
    left = _MOST_READ
    waiting = repairs_at(known.tree.root_node, known.text, budget)
    while (text := next(waiting, None)) is not None and left >= len(text):
        left -= len(text)
        tree = parse(grammar(known.grammar).parser, text, budget)
        if _reached(tree) > _reached(known.tree):
            known = known._replace(tree=tree, text=text)
            waiting = repairs_at(tree.root_node, text, budget)
    return known


def _reached(tree: Tree) -> int:
    """How far a text is understood, in bytes."""
    error = first_error(tree.root_node)
    return tree.root_node.end_byte + 1 if error is None else error.start_byte
