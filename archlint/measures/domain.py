"""What the business decides: a clause and the words of rules/ui-logic.toml in, what it asks or reckons about the domain out.

Works on the text of clauses alone, for all languages alike, and knows no language and no library.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from archlint.measures.clauses import computes, questions
from archlint.measures.vocabulary import words
from archlint.model.facts import Clause
from archlint.model.tier_words import DomainWords

Kind = Literal["amount", "deadline", "state", "flag", "computation", "part"]

_WEIGHTS: dict[Kind, int] = {"amount": 4, "deadline": 4, "computation": 3, "state": 2, "flag": 1, "part": 1}

_TEXT = re.compile(r"\"[^\"]*\"|'[^']*'|`[^`]*`")
_FILLED = re.compile(r"\$?\{([^{}]*)\}")
_PATH = re.compile(r"(?<![\w$])[A-Za-z_$][\w$]*(?:\s*(?:\(\))?\??!?\.\s*[A-Za-z_$][\w$]*)*", re.ASCII)
_NUMBER = re.compile(r"(?<![\w.$])\d[\d_]*(?:\.\d+)?(?:e\d+)?", re.ASCII)
_OPERATOR = re.compile(r"(?<![<>=!])(?:[=!]==?|[<>]=?)(?![<>=])|\bnot in\b|\bin\b")
_KEYWORD_ARGUMENT = re.compile(r"(?<=[(,\s])\w+=(?!=)[^,()]*", re.ASCII)
_PRODUCT = re.compile(r"[*/%]")
_SCALING = re.compile(r"[*/%]|\s-=?\s")
_CONSTANT = re.compile(r"[A-Z][A-Z0-9_]+\Z", re.ASCII)
_OWN = frozenset(("this", "self", "props", "state", "cls"))
_KEYWORDS = frozenset((
    "not", "and", "or", "in", "is", "new", "await", "typeof", "instanceof", "if", "else", "for", "true", "false", "True",
    "False", "None", "null", "undefined", "return", "async", "function", "lambda", "const", "let",
))  # fmt: skip
_TRIVIAL = frozenset(("0", "1", "0.0", "1.0"))


class Matter(NamedTuple):
    """One thing that a clause asks or reckons about the domain; a "part" counts beside others only: a limit in numbers, or
    one more amount that is multiplied. `key` is the same wherever the same is asked.
    """

    kind: Kind
    key: tuple[str, ...]


class Asked(NamedTuple):
    """A clause with all it is about; `weight` says how much of a business rule it is."""

    clause: Clause
    matters: tuple[Matter, ...]

    @property
    def weight(self) -> int:
        return sum(_WEIGHTS[matter.kind] for matter in self.matters)

    @property
    def is_rule(self) -> bool:
        """Whether it is more than one state or flag, which may only choose what is shown."""
        return self.weight >= 3 and any(matter.kind != "flag" for matter in self.matters)


class _Side(NamedTuple):
    """One side of a comparison, taken apart."""

    paths: tuple[str, ...]
    numbers: tuple[str, ...]
    has_text: bool

    @property
    def is_constant(self) -> bool:
        return self.has_text or any(_is_constant(path) for path in self.paths)


class Domain:
    """Tells what is asked about the domain from what a screen asks about itself."""

    def __init__(self, known: DomainWords) -> None:
        self._amounts = frozenset(known.amounts)
        self._states = frozenset(known.states)
        self._ambiguous = frozenset(known.ambiguous)
        self._objects = frozenset(known.objects)
        self._deadlines = frozenset(known.deadlines)
        self._view = frozenset(known.view)
        self._values = frozenset(known.view_values)
        self._shows = frozenset(known.shows)
        self._orders = frozenset(known.orders)
        self._members = frozenset(known.members)
        self._nothing = frozenset(known.nothing)
        self._conversions = frozenset(known.conversions)
        self._told: dict[tuple[str, str], tuple[Matter, ...]] = {}

    def asked(self, clauses: Iterable[Clause]) -> Iterator[Asked]:
        """The clauses that are about the domain, in their order."""
        for clause in clauses:
            written = (clause.kind, clause.text)
            if written not in self._told:
                self._told[written] = tuple(self._matters(clause))
            matters = self._told[written]
            if matters:
                yield Asked(clause, matters)

    def shows(self, name: str) -> bool:
        """Whether the name of a unit says that it finds words or shapes for a value."""
        return not self._shows.isdisjoint(words(name.rpartition(".")[2]))

    def _matters(self, clause: Clause) -> Iterator[Matter]:
        if clause.kind == "case":
            return
        if clause.kind == "computation":
            if computes(clause):
                yield from self._computed(clause.text)
            return
        found = [matter for atom in self._atoms(clause) for matter in self._question(atom, clause.kind)]
        if any(matter.kind != "part" for matter in found):
            yield from found

    def _atoms(self, clause: Clause) -> Iterator[str]:
        """The questions of a clause without those that look for something that only screens and requests have."""
        values = {word for text in _TEXT.findall(clause.text) for word in words(text)}
        for atom in questions(clause):
            if not ('"' in atom and values & self._values):
                yield atom

    def _computed(self, text: str) -> Iterator[Matter]:
        plain = _KEYWORD_ARGUMENT.sub("", _without_texts(text))
        if '""' in plain and not _SCALING.search(plain):
            return
        side = _side(plain)
        named = _words_of(side.paths)
        if self._is_of_a_view(side.paths) or named & self._shows or not named & self._amounts:
            return
        own = [path for path in side.paths if path.split(".")[0] not in ("Math", "Number", "BigDecimal")]
        numbers = [number.replace("_", "") for number in side.numbers]
        converts = len(own) < 2 and bool(numbers) and all(number in self._conversions for number in numbers)
        if converts or not (_SCALING.search(plain) or len(own) > 1):
            return
        key = _key(side.paths, numbers)
        yield Matter("computation", key)
        money = [path for path in side.paths if not self._amounts.isdisjoint(words(path.rpartition(".")[2]))]
        if len(money) > 1 and _PRODUCT.search(plain):
            yield Matter("part", key)

    def _question(self, atom: str, kind: str) -> Iterator[Matter]:
        plain = _TEXT.sub('""', atom)
        found = _OPERATOR.search(plain)
        sides = [_side(plain)] if found is None else [_side(plain[: found.start()]), _side(plain[found.end() :])]
        paths = tuple(path for side in sides for path in side.paths)
        named = _words_of(paths)
        if self._is_of_a_view(paths) or self._is_nothing(paths):
            return
        key = _key(paths, [number for side in sides for number in side.numbers], _TEXT.findall(atom))
        if kind == "subject":
            if self._is_state(named):
                yield Matter("state", key)
        elif found is None:
            yield from self._called(named, paths, key, plain)
        else:
            yield from self._compared(named, sides, key, found[0])

    def _called(
        self, named: frozenset[str], paths: tuple[str, ...], key: tuple[str, ...], plain: str
    ) -> Iterator[Matter]:
        """A question without an operator: a method that compares, or a flag."""
        called = {path.rpartition(".")[2] for path in paths}
        if called & self._orders and named & (self._deadlines | self._amounts):
            yield Matter("deadline", key)
        elif called & self._members and self._is_state(named) and ('""' in plain or any(map(_is_constant, paths))):
            yield Matter("state", key)
        elif self._is_state(named) or named & self._deadlines:
            yield Matter("flag", key)

    def _compared(
        self, named: frozenset[str], sides: list[_Side], key: tuple[str, ...], operator: str
    ) -> Iterator[Matter]:
        numbers = [number for side in sides for number in side.numbers]
        orders = operator[0] in "<>"
        constant = any(side.is_constant for side in sides)
        told = any(number not in _TRIVIAL for number in numbers)
        fields = all(side.paths for side in sides)
        if named & self._deadlines and (orders and (fields or told)):
            yield Matter("deadline", key)
        elif named & self._amounts and (told or (orders and fields)):
            yield Matter("amount", key)
            if any(number.replace("_", "") not in self._conversions | _TRIVIAL for number in numbers):
                yield Matter("part", key)
        elif self._is_state(named) and not orders and (constant or told):
            yield Matter("state", key)
        elif told:
            yield Matter("part", key)

    def _is_of_a_view(self, paths: Iterable[str]) -> bool:
        """Whether a name means something of a screen: `amountInput` does, `openAmount` does not."""
        quantities = self._amounts | self._deadlines
        for piece in (piece for path in paths for piece in path.split(".")):
            named = words(piece)
            last = max((at for at, word in enumerate(named) if word in self._view), default=-1)
            if last >= 0 and quantities.isdisjoint(named[last + 1 :]):
                return True
        return False

    def _is_nothing(self, paths: Iterable[str]) -> bool:
        """Whether a constant is named that stands for nothing: `NULL_ID`, `Status.NONE`."""
        return any(
            _is_constant(path) and not self._nothing.isdisjoint(words(path.rpartition(".")[2])) for path in paths
        )

    def _is_state(self, named: frozenset[str]) -> bool:
        return bool(named & self._states) or bool(named & self._ambiguous and named & self._objects)


def _side(plain: str) -> _Side:
    paths = tuple(path for path in map(_squeezed, _PATH.findall(plain)) if path not in _KEYWORDS)
    return _Side(paths, tuple(_NUMBER.findall(_PATH.sub(" ", plain))), '""' in plain)


def _squeezed(path: str) -> str:
    return re.sub(r"[\s()?!]", "", path)


def _without_texts(text: str) -> str:
    """The text with strings blanked; what is filled into one is kept."""
    return _TEXT.sub(lambda match: " ".join(('""', *_FILLED.findall(match[0]))), text)


def _is_constant(path: str) -> bool:
    """`LIMIT`, `Level.FEE`, `OrderStatus.Paid`."""
    owner, _, last = path.rpartition(".")
    return bool(_CONSTANT.match(last)) or (
        bool(owner) and owner.rpartition(".")[2][:1].isupper() and last[:1].isupper()
    )


def _words_of(paths: Iterable[str]) -> frozenset[str]:
    return frozenset(word for path in paths for piece in path.split(".") if piece not in _OWN for word in words(piece))


def _key(paths: Iterable[str], numbers: Iterable[str], texts: Iterable[str] = ()) -> tuple[str, ...]:
    """The fields and constants that are named, in whatever language and order they are."""
    fields = {"".join(words(path.rpartition(".")[2].removeprefix("get"))) for path in paths}
    values = {number.replace("_", "") for number in numbers} | {text.lower() for text in texts}
    return tuple(sorted(fields | values))
