"""What normal forms are made of: terms with all that is known about them. Nothing here looks into a term again: each is put
together from finished ones, so no depth of nesting matters.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

_NOTHING: frozenset[str] = frozenset()


class Term(NamedTuple):
    """`text` is the normal form, `negated` that of its opposite. `operands` are those of a joining operator (`sign`), so
    that chains of the same one become flat. `kind` tells fields and constants from the rest.
    """

    text: str
    negated: str = ""
    kind: str = "other"
    sign: str = ""
    operands: "tuple[Term, ...]" = ()
    fields: frozenset[str] = _NOTHING
    numbers: frozenset[str] = _NOTHING
    texts: frozenset[str] = _NOTHING
    constants: frozenset[str] = _NOTHING
    """Names of constants whose value is not known here."""
    questions: int = 0
    """How many comparisons are in it."""
    parts: int = 0
    """How many operators join something in it."""
    written: str = ""
    """Of a text, how the code writes it."""

    @property
    def opposite(self) -> str:
        return self.negated or f"(not {self.text})"

    @property
    def is_constant(self) -> bool:
        return self.kind in ("number", "text", "truth", "constant")


NULL = Term("null", kind="null")
TRUE, FALSE = Term("true", "false", "truth"), Term("false", "true", "truth")
_MOST = 20
"""Values in a list that is taken apart."""
_DUAL = {"and": "or", "or": "and"}


def of_number(value: str) -> Term:
    return Term(value, kind="number", numbers=frozenset((value,)))


def of_text(value: str) -> Term:
    plain = "_".join(value.lower().replace("-", " ").replace("_", " ").split())
    return Term(f"'{plain}'", kind="text", texts=frozenset((plain,)), written=value)


def of_field(name: str) -> Term:
    return Term(name, kind="field", fields=frozenset((name,)))


def of_constant(name: str) -> Term:
    return Term(name, kind="constant", constants=frozenset((name,)))


def of_type(sign: str, operands: Sequence[Term]) -> Term:
    """A question about the type of a value: it is part of a form, and says nothing about what is decided."""
    return Term(f"({' '.join((sign, *(term.text for term in operands)))})")


def combined(  # noqa: PLR0913 - what is known besides its operands
    sign: str, operands: Sequence[Term], *, text: str = "", negated: str = "", questions: int = 0, parts: int = 1
) -> Term:
    """A term with what is in its operands. Without a text it is written as the sign and the operands."""
    return Term(
        text or f"({' '.join((sign, *(term.text for term in operands)))})",
        negated,
        "other",
        sign,
        tuple(operands),
        frozenset().union(*(term.fields for term in operands)),
        frozenset().union(*(term.numbers for term in operands)),
        frozenset().union(*(term.texts for term in operands)),
        frozenset().union(*(term.constants for term in operands)),
        questions + sum(term.questions for term in operands),
        parts + sum(term.parts for term in operands),
    )


def flat(sign: str, operands: Iterable[Term]) -> list[Term]:
    """The operands, those of the same sign taken apart, sorted."""
    found = [inner for term in operands for inner in (term.operands if term.sign == sign else (term,))]
    return sorted(found, key=lambda term: term.text)


def joined(sign: str, one: Term, other: Term) -> Term:
    """`and` and `or`: without what only looks whether something is there, each question once."""
    known = {term.text: term for term in flat(sign, (one, other))}
    asking = {text: term for text, term in known.items() if not _only_looks(term)}
    operands = sorted((asking or known).values(), key=lambda term: term.text)
    if len(operands) == 1:
        return operands[0]
    negated = f"({' '.join((_DUAL[sign], *sorted(term.opposite for term in operands)))})"
    return combined(sign, operands, negated=negated)


def _only_looks(term: Term) -> bool:
    return term.sign in ("==", "!=") and NULL in term.operands


def reckoned(sign: str, one: Term, other: Term) -> Term:
    """Arithmetic. The order of sums and products does not matter."""
    if sign in ("+", "*"):
        return combined(sign, flat(sign, (one, other)))
    return combined(sign, (one, other))


def equal(one: Term, other: Term, *, differs: bool = False) -> Term:
    """`==` or `!=`; with a truth it is the other side or its opposite."""
    for side, truth in ((one, other), (other, one)):
        if truth.kind == "truth":
            return side if (truth == TRUE) != differs else opposed(side)
    operands = sorted((one, other), key=lambda term: (term.is_constant, term.text))
    inside = " ".join(term.text for term in operands)
    texts = (f"(== {inside})", f"(!= {inside})")
    sign = "!=" if differs else "=="
    return combined(sign, operands, text=texts[differs], negated=texts[not differs], questions=1)


def ordered(sign: str, one: Term, other: Term) -> Term:
    """`a > b` is `b < a`; the opposite of `a < b` is `b <= a`."""
    if sign in (">", ">="):
        sign, one, other = sign.replace(">", "<"), other, one
    opposite = f"({'<=' if sign == '<' else '<'} {other.text} {one.text})"
    return combined(sign, (one, other), negated=opposite, questions=1)


def opposed(term: Term) -> Term:
    """`not`. The opposite of the opposite is the term itself."""
    if term in (TRUE, FALSE):
        return FALSE if term == TRUE else TRUE
    sign = {"==": "!=", "!=": "=="}.get(term.sign, "not")
    operands = term.operands if sign != "not" else (term,)
    return term._replace(text=term.opposite, negated=term.text, kind="other", sign=sign, operands=operands)


def contained(one: Term, other: Term) -> Term:
    """`kind in ("a", "b")` is `kind == "a" or kind == "b"`."""
    if other.sign == "list" and 0 < len(other.operands) <= _MOST:
        found = equal(one, other.operands[0])
        for value in other.operands[1:]:
            found = joined("or", found, equal(one, value))
        return found
    return combined("in", (one, other), questions=1)
