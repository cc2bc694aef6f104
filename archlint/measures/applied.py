"""What operators make of terms: a sign and one or two terms in, a term in its normal form out."""

from archlint.measures import terms
from archlint.measures.terms import Term

_ORDERS = frozenset(("<", ">", "<=", ">="))


def prefixed(sign: str, term: Term) -> Term:
    """The term that a sign in front makes of another one."""
    if sign == "negative":
        return terms.of_number(f"-{term.text}") if term.kind == "number" else terms.combined("-", (term,))
    return terms.opposed(term) if sign != "typeof" else terms.of_type(sign, (term,))


def applied(sign: str, one: Term, other: Term) -> Term:
    """The term that an operator makes of two, alike for all ways to write it and in all languages."""
    if sign in ("=>", "->"):
        return other
    if sign in ("as", "??", "=", ":="):
        return one if sign in ("as", "??") else other
    if sign in ("&&", "and", "||", "or"):
        return terms.joined("and" if sign in ("&&", "and") else "or", one, other)
    if sign in ("==", "===", "is", "!=", "!==", "is not"):
        return terms.equal(one, other, differs=sign in ("!=", "!==", "is not"))
    if sign in _ORDERS:
        return _ordered(sign, one, other)
    if sign in ("in", "not in"):
        found = terms.contained(one, other)
        return found if sign == "in" else terms.opposed(found)
    if sign == "instanceof":
        return terms.of_type(sign, (one, other))
    if sign in ("?", "if"):
        return _chosen(one, other) if sign == "?" else _chosen(*_turned(one, other))
    if sign == "for":
        return terms.combined("for", (one, *other.operands[-1:]))
    plain = sign.rstrip("=") or sign
    return terms.reckoned("/" if plain == "//" else plain, one, other)


def _ordered(sign: str, one: Term, other: Term) -> Term:
    """A comparison of order; `a < b < c` are two, and `a.compareTo(b) > 0` is `a > b`."""
    if one.sign in ("<", "<="):
        return terms.joined("and", one, terms.ordered(sign, one.operands[1], other))
    if one.sign == "compared" and other.text == "0":
        return terms.ordered(sign, *one.operands)
    return terms.ordered(sign, one, other)


def _turned(value: Term, rest: Term) -> tuple[Term, Term]:
    """`a if c else b` as the two sides of `c ? a : b`."""
    if rest.sign != "else":
        return rest, value
    condition, other = rest.operands
    return condition, terms.combined(":", (value, other), parts=0)


def _chosen(condition: Term, values: Term) -> Term:
    return terms.combined("if", (condition, *(values.operands if values.sign == ":" else (values,))))
