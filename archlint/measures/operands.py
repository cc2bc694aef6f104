"""The operands of a normal form: names, calls and indexes in, terms out that do not tell how a language writes them."""

from collections.abc import Sequence

from archlint.measures import terms
from archlint.measures.terms import Term
from archlint.measures.tokens import name_words, number

_VALUES = {
    "true": terms.TRUE, "True": terms.TRUE, "false": terms.FALSE, "False": terms.FALSE,
    "null": terms.NULL, "None": terms.NULL, "undefined": terms.NULL, "UNSET": terms.NULL,
}  # fmt: skip
_WRAPPERS = frozenset(("bigdecimal", "biginteger", "decimal", "number", "int", "float", "str", "string", "integer", "long", "double", "parseint", "parsefloat", "parsedouble", "parselong", "valueof", "set", "frozenset", "tuple", "list", "boolean", "bool"))  # fmt: skip  # noqa: E501
"""What only changes how a value is kept."""
_CONVERSIONS = frozenset(("value", "name", "tostring", "lower", "tolowercase", "upper", "touppercase", "casefold", "strip", "trim", "intvalue", "longvalue", "doublevalue", "tonumber", "valueof", "aslong", "asint", "orelsethrow", "stream", "unwrap", "current"))  # fmt: skip  # noqa: E501
"""What is asked of a value only to have it in another form."""
_LENGTHS = frozenset(("length", "size", "count", "len"))
_EQUALS = frozenset(("equals", "equalsignorecase", "iequals", "isequal", "isequalto", "contentequals"))
_CONTAINS = frozenset(("includes", "contains", "has", "containskey"))
_LISTS = frozenset(("of", "aslist", "setof", "listof", "array", "enumsetof"))
_TYPES = frozenset(("isinstance", "issubclass", "hasattr", "callable", "isarray", "instanceof", "type", "typeof"))
_ANY, _ALL = frozenset(("any", "some", "anymatch")), frozenset(("all", "every", "allmatch"))
_ARITHMETIC = {"multiply": "*", "divide": "/", "subtract": "-", "minus": "-", "plus": "+", "times": "*"}
_PREDICATES = frozenset(("is", "has", "can", "may", "must", "should", "needs", "allows", "requires", "matches"))
_GETTERS = ("get", "is")


def field_words(name: str) -> str:
    """The words of a field joined by hyphens, `get` and `is` in front of others left out."""
    found = name_words(name)
    if len(found) > 1 and found[0] in _GETTERS:
        found = found[1:]
    return "-".join(found) or name


def name_of(names: Sequence[str], receiver: Term | None) -> Term:
    """What a dotted name stands for: a constant of an enumeration, or the field at its end."""
    last = names[-1]
    if len(names) == 1 and receiver is None:
        return _VALUES.get(last) or _named(last)
    lower = "".join(name_words(last))
    before = plain_name(names[:-1], receiver)
    if before is not None and lower in _CONVERSIONS:
        return before
    if before is not None and lower in _LENGTHS:
        return _length(before)
    if len(names) > 1 and _is_type(names[-2]) and last[:1].isupper() and lower:
        return terms.of_text("_".join(name_words(last)))
    return _named(last)


def _named(name: str) -> Term:
    is_constant = len(name) > 2 and name.isupper()
    return terms.of_constant(field_words(name)) if is_constant else terms.of_field(field_words(name))


def plain_name(names: Sequence[str], receiver: Term | None) -> Term | None:
    """What is in front of the last name, None where there is nothing."""
    return name_of(names, receiver) if names else receiver


def _is_type(name: str) -> bool:
    """`Level`, not `LEVEL` and not `level`."""
    return name[:1].isupper() and not (name.isupper() and len(name) > 1)


def _length(term: Term) -> Term:
    return terms.combined("length", (term,), parts=0)


def indexed(receiver: Term, inside: Sequence[Term]) -> Term:
    """`row["kind"]` is the field `kind`; other indexes belong to what is asked."""
    if len(inside) == 1 and inside[0].kind == "text":
        return terms.of_field(field_words(inside[0].written))
    return terms.combined("at", (receiver, *inside), parts=0)


def called(name: str, receiver: Term | None, inside: Sequence[Term]) -> Term:
    """A call: what only asks, compares or converts is written as such; of others the name and the arguments stay."""
    lower = "".join(name_words(name))
    if not inside:
        return _asked(name, lower, receiver)
    first = inside[0]
    if lower in _LISTS or (lower in ("set", "frozenset", "list", "tuple") and first.sign == "list"):
        return first if first.sign == "list" else terms.combined("list", sorted(inside, key=_text), parts=0)
    if lower in _TYPES:
        return terms.of_type(lower, inside)
    if len(inside) == 1 and lower in _LENGTHS:
        return _length(first)
    if len(inside) == 1 and lower in _WRAPPERS:
        return _unquoted(first)
    if lower in ("get", "getordefault"):
        return indexed(receiver or terms.NULL, inside[:1])
    if lower in _EQUALS and (receiver is not None or len(inside) > 1):
        objects = len(inside) > 1  # Objects.equals(a, b)
        return terms.equal(first, inside[1]) if objects else terms.equal(receiver or terms.NULL, first)
    if receiver is not None and len(inside) == 1:
        found = _of_receiver(lower, receiver, first)
        if found is not None:
            return found
    if lower in _ANY or lower in _ALL:
        return _of_all("any" if lower in _ANY else "all", first)
    words = "-".join(name_words(name)) or "call"
    arguments = sorted(inside, key=_text) if lower in ("min", "max") else inside
    asks = words.partition("-")[0] in _PREDICATES
    return terms.combined(f"{words}()", arguments, questions=int(asks))


def _of_receiver(lower: str, receiver: Term, first: Term) -> Term | None:
    """Methods with one argument that are operators elsewhere."""
    if lower in _CONTAINS:
        return terms.contained(first, receiver)
    if lower in ("isafter", "isbefore", "after", "before"):
        return terms.ordered(">" if lower.endswith("after") else "<", receiver, first)
    if lower in ("compareto", "comparedto"):
        return terms.combined("compared", (receiver, first))
    if lower in _ARITHMETIC:
        return terms.reckoned(_ARITHMETIC[lower], receiver, first)
    if lower in _ANY or lower in _ALL:
        return _of_all("any" if lower in _ANY else "all", terms.combined("for", (first, receiver)))
    if lower == "nonematch":
        return terms.opposed(_of_all("any", terms.combined("for", (first, receiver))))
    return None


def _asked(name: str, lower: str, receiver: Term | None) -> Term:
    """A call without arguments: the field that it gives."""
    if receiver is not None and lower in _CONVERSIONS:
        return receiver
    if receiver is not None and lower in _LENGTHS:
        return _length(receiver)
    if receiver is not None and lower in ("isempty", "notempty"):
        empty = terms.equal(_length(receiver), terms.of_number("0"))
        return empty if lower == "isempty" else terms.opposed(empty)
    return terms.of_field(field_words(name))


def _unquoted(term: Term) -> Term:
    """`new BigDecimal("500")` is the number."""
    plain = term.text.strip("'")
    if term.kind == "text" and plain.replace(".", "", 1).isdigit() and plain.isascii():
        return terms.of_number(number(plain))
    return term


def _of_all(name: str, term: Term) -> Term:
    return terms.combined(name, (term,), parts=0)


def _text(term: Term) -> str:
    return term.text
