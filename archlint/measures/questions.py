"""Which of the questions that a unit asks are rules: its clauses in, the questions sorted by what they are about out."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from archlint.measures.clauses import questions
from archlint.measures.vocabulary import Vocabulary, words
from archlint.model.facts import Clause

_CHECKER = re.compile(r"[!(\s]*(?:not\s+)?(?:await\s+)?([\w$.?]*)\(\s*[^\s)][^<>=]*\)\s*\Z")
_FORM = re.compile(
    r"\.(?:test|match|matches|search|fullmatch|isdigit|isalpha|isnumeric)\(|(?:starts|ends)(?:W|w)ith\(\s*[\"'`]"
    r"|\b(?:to)?(?:Upper|Lower)Case\b|\.(?:upper|lower)\(\)|\blength\b|\blen\(|/\^|\bis(?:String|Number|Date|Object|Record)\("
)
_NAMES = re.compile(r"[A-Za-z_$][\w$]*")


class Asked(NamedTuple):
    """`rules` ask something of the domain; `checkers` have another unit judge; `types` look at a type, a kind or a format;
    `view` at the state of a view, `forms` at the form of a text, `settings` at what is configured. Flags of being busy and
    whether something is logged are in none of them.
    """

    rules: tuple[str, ...]
    checkers: tuple[str, ...]
    types: tuple[str, ...]
    view: tuple[str, ...]
    forms: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any((self.rules, self.checkers, self.types, self.view))


def asked(clauses: Iterable[Clause], vocabulary: Vocabulary, *, on_screen: bool) -> Asked:
    """The questions of a unit; those about a view only where it is `on_screen`."""
    found: dict[str, list[str]] = {kind: [] for kind in Asked._fields}
    for clause in clauses:
        for question in questions(clause):
            kind = _kind(question, vocabulary, on_screen=on_screen)
            if kind:
                found[kind].append(question)
    return Asked(**{kind: tuple(listed) for kind, listed in found.items()})


def _kind(question: str, vocabulary: Vocabulary, *, on_screen: bool) -> str:
    if not vocabulary.loggers.isdisjoint(words(question.partition(".")[0])):
        return ""
    checker = _CHECKER.match(question)
    if checker is not None:
        name = checker[1].rpartition(".")[2]
        if name not in vocabulary.compares and not vocabulary.checks.isdisjoint(words(name)[:1]):
            return "checkers"
    named = {word for name in _NAMES.findall(question) for word in words(name)}
    if not named.isdisjoint(vocabulary.busy):
        return ""
    if _FORM.search(question):
        return "forms"
    if not named.isdisjoint(vocabulary.settings):
        return "settings"
    if not named.isdisjoint(vocabulary.types):
        return "types"
    if on_screen and not named.isdisjoint(vocabulary.view):
        return "view"
    return "rules"
