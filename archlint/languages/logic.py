"""Logical expressions: a node and how a language writes them in, operands and operators from left to right out."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tree_sitter import Node


class Parts(NamedTuple):
    """What a node is to a logical expression: operands with the operators between them, or one node alone."""

    operands: Sequence[Node]
    operators: Sequence[str] = ()


def flatten(node: Node, parts: Callable[[Node], Parts]) -> tuple[list[Node], list[str]]:
    """Operands and operators of a logical expression in the order of reading, however deep they are nested. `parts` opens the
    brackets around a node and tells what stands in it; a node that it gives back alone is an operand.
    """
    operands: list[Node] = []
    operators: list[str] = []
    stack: list[Node | str] = [node]
    while stack:
        current = stack.pop()
        if isinstance(current, str):
            operators.append(current)
            continue
        found = parts(current)
        if not found.operators:
            operands += found.operands
            continue
        inside: list[Node | str] = []
        for index, operand in enumerate(found.operands):
            inside += (operand, *found.operators[index : index + 1])
        stack += inside[::-1]
    return operands, operators


def changes(operators: Sequence[str]) -> int:
    """How many sequences of like operators there are: each costs one for people (Campbell 2018)."""
    return sum(index == 0 or operators[index - 1] != operator for index, operator in enumerate(operators))
