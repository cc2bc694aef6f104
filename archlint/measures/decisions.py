"""The decisions of a module: its body and the words of rules/decisions.toml in, the normal forms that say enough out."""

from collections.abc import Iterator
from typing import NamedTuple

from archlint.measures.clauses import computes
from archlint.measures.normal_form import normal_form
from archlint.measures.terms import Term
from archlint.measures.tokens import name_words
from archlint.model.channel_words import DecisionWords
from archlint.model.facts import Body, Clause
from archlint.model.tier_words import DomainWords

_ARITHMETIC = frozenset(("+", "-", "*", "/", "%", "**"))


class Decision(NamedTuple):
    """A clause with its normal form. `says` is how much the form says: two places that share one with little need to have
    more in common before they decide the same.
    """

    clause: Clause
    form: str
    says: int
    is_kind: bool = False
    """Whether it only tells one kind of thing from others."""

    @property
    def is_plain(self) -> bool:
        """Whether it is one question that many programs ask."""
        return self.says < 2


class Decisions:
    """Tells decisions from what every program asks."""

    def __init__(self, known: DecisionWords, domain: DomainWords) -> None:
        self._view = frozenset(domain.view)
        self._quantities = frozenset((*domain.amounts, *domain.deadlines))
        self._fields = frozenset(known.fields)
        self._numbers = frozenset(known.numbers)
        self._texts = frozenset(known.texts)
        self._kinds = frozenset(known.kinds)
        self._places = frozenset(known.places)
        self._units = frozenset(known.units)
        self._verbs = frozenset(known.verbs)
        self._terms: dict[tuple[str, str, str], Term | None] = {}

    def is_place(self, path: str) -> bool:
        """Whether nothing that is decided in a file of this path counts."""
        return not self._places.isdisjoint(path.split("/")[:-1])

    def of(self, body: Body, language: str, *, on_screen: bool) -> Iterator[Decision]:
        """The decisions of a module, in the order of the file. On a screen, what is asked about a view is none."""
        for clause in body.clauses:
            if body.units[clause.unit].name.rpartition(".")[2] in self._units:
                continue
            if clause.kind == "computation" and not computes(clause):
                continue
            term = self._term(clause, language)
            if term is None or (on_screen and any(map(self._is_of_a_view, term.fields))):
                continue
            says = self.weight(term)
            if says:
                kinds = says == 1 and all(name.rpartition("-")[2] in self._kinds for name in term.fields)
                yield Decision(clause, term.text, says, kinds)

    def _term(self, clause: Clause, language: str) -> Term | None:
        """The normal form of a clause, worked out once for all that are written alike."""
        written = (clause.text, clause.kind, language)
        if written not in self._terms:
            self._terms[written] = normal_form(clause, language)
        return self._terms[written]

    def subjects(self, name: str, form: str) -> frozenset[str]:
        """The words of a unit's name that tell what it is about, and that the decision itself does not name."""
        known = self._verbs.union(name_words(form))
        return frozenset(word for word in name_words(name.rpartition(".")[2]) if len(word) > 2 and word not in known)

    def _is_of_a_view(self, field: str) -> bool:
        """`active-tab` is, `open-amount` is not."""
        found = field.split("-")
        last = max((at for at, word in enumerate(found) if word in self._view), default=-1)
        return last >= 0 and self._quantities.isdisjoint(found[last + 1 :])

    def weight(self, term: Term) -> int:
        """How much a normal form says: 0 nothing of its own, 1 a plain question, more the more it joins."""
        fields = {name for name in term.fields if len(name) > 2 and name.rpartition("-")[2] not in self._fields}
        numbers = term.numbers - self._numbers
        texts = term.texts - self._texts
        if not fields or not (term.questions or term.sign in _ARITHMETIC):
            return 0
        if term.sign == "+" and any(operand.kind == "text" for operand in term.operands):
            return 0  # puts texts together
        if numbers and term.sign in ("==", "!=") and len(term.operands[-1].text) < 3:
            return 1  # the number of a kind of thing, not a limit
        if numbers:
            return 1 + len(fields) + len(numbers) + len(texts)
        told = texts | term.constants
        if told:
            return len(told) + len(fields) - 1
        if len(fields) < 2 or not self._joins(term):
            return 0
        return len(fields) - 1 if term.parts > 1 else 1

    def _joins(self, term: Term) -> bool:
        """Whether fields alone are compared or reckoned with. Sums are written everywhere and may join texts; that two
        things are there, or one in the other, decides little.
        """
        return term.sign not in ("+", "in", "not", "if") and bool(term.questions or term.sign not in ("and", "or"))
