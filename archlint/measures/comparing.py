"""What the questions of a unit compare: its questions and calls in, signs with the questions that show them out."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from archlint.measures.questions import Asked
from archlint.measures.vocabulary import Vocabulary, words

_CONSTANT = re.compile(
    r"(?:[=!]==?|\bin\b|\bis\b|\.equals\()\s*(?:[\w.]*\b[A-Z][A-Z0-9_]{2,}\b|[\"'][\w])|\b[A-Z][A-Z0-9_]{2,}\b\.equals",
    re.ASCII,
)
_FIELDS = re.compile(r"\w[.(][\w.()]+\s*[=!<>]=?=?\s*\w+[.(]|\w\.equals\(\w+[.(]\w", re.ASCII)
_ORDER = re.compile(r"(?<![=<>-])[<>]=?(?![=<>])")
_SIDES = re.compile(r"\s*(?:[=!]==?|\bin\b|\bis\b|\.equals\()")
_OFTEN = 3


def compared(asked: Asked, called: Sequence[str], vocabulary: Vocabulary) -> Iterator[tuple[str, list[str]]]:
    """Signs, each with what shows it; nothing shows those that are not there."""
    every = (*asked.rules, *asked.types, *asked.view)
    yield "asks-constant", [one for one in every if _CONSTANT.search(one)]
    yield "asks-fields", [one for one in asked.rules if _FIELDS.search(one)]
    yield "asks-order", [one for one in asked.rules if _ORDER.search(one)]
    subjects = Counter(_SIDES.split(one, maxsplit=1)[0].strip("!( ") for one in every if _SIDES.search(one))
    yield "asks-same", [one for one, count in subjects.items() if count >= _OFTEN]
    texts = (*every, *asked.checkers, *called)
    yield "asks-leave", [one for one in texts if not vocabulary.listed("restricts").isdisjoint(words(one))]
