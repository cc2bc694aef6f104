"""What the names of frameworks' methods, marks and calls and what literal arguments tell of a unit: a Sight and the words of
rules/roles.toml in, signs with their details out.
"""

from collections.abc import Iterator, Sequence

from archlint.measures.sight import Sight
from archlint.measures.vocabulary import Vocabulary, last_words, words

_FEW = 2


def customs(sight: Sight, name: str, called: Sequence[str], vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """The signs in a unit called `name` that calls `called`, loggers left out."""
    if name in vocabulary.listed("lifecycle"):
        yield "lives", name
    if name in vocabulary.listed("callbacks"):
        yield "registers", name
    yield from _makers(sight, vocabulary)
    yield from _calls(sight, called, vocabulary)
    yield from _arguments(sight, vocabulary)


def _makers(sight: Sight, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Whether the unit, or one that it lies in, is marked as one that makes parts of the set-up."""
    makers = vocabulary.listed("makers")
    own = next((mark for mark in sight.anatomy.marks if not makers.isdisjoint(words(mark))), None)
    if own is not None:
        yield "mark-makes", own
    around = (mark for _, anatomy in sight.outer for mark in anatomy.marks)
    outer = next((mark for mark in around if not makers.isdisjoint(words(mark))), None)
    if outer is not None:
        yield "within-wiring", outer


def _calls(sight: Sight, called: Sequence[str], vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    for sign, known in (
        ("lets-go", vocabulary.listed("lets-go")),
        ("takes-arguments", vocabulary.listed("arguments")),
        ("asks-texts", vocabulary.listed("texts")),
        ("tells-others", vocabulary.listed("tells")),
    ):
        found = next((name for name in called if name.rpartition(".")[2].lower() in known), None)
        if found is not None:
            yield sign, found
    spoken = [(name, last_words(name)) for name in called]
    told = next(
        (name for name, last in spoken if len(last) > 1 and not vocabulary.listed("told").isdisjoint(last)), None
    )
    if told is not None:
        yield "tells-event", told
    meant = [vocabulary.meanings("call", last[:1]) for _, last in spoken]
    if meant and all("call-translates" in one for one in meant):
        yield "only-translates", called[0]
    if len(called) <= _FEW and sight.unit.statements <= _FEW:
        receivers = ((name, piece) for name in called for piece in name.split(".")[:-1])
        asked = next((name for name, piece in receivers if not vocabulary.settings.isdisjoint(words(piece))), None)
        if asked is not None:
            yield "only-settings", asked


def _arguments(sight: Sight, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """What calls are given: a file of markup, the reason of a refusal, the keys of texts."""
    arguments = [argument for call in sight.calls for argument in call.arguments]
    templates = vocabulary.listed("templates")
    endings = ((one.text, one.text[one.text.rfind(".") + 1 :]) for one in arguments if one.literal and "." in one.text)
    shown = next((text for text, ending in endings if ending in templates), None)
    if shown is not None:
        yield "names-template", shown
    leave = vocabulary.listed("raises-leave")
    named = (one.text for one in arguments if not one.literal)
    refused = next((text for text in named if not leave.isdisjoint(words(text.rpartition(".")[2].lower()))), None)
    if refused is not None:
        yield "refuses-leave", refused
    keys = sum(call.callee.rpartition(".")[2].lower() in vocabulary.listed("texts") for call in sight.calls)
    if keys >= _FEW:
        yield "asks-many-texts", f"{keys} texts"
