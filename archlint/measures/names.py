"""What names say of a unit: its own, those around it and those of what it takes and returns in, signs with details out."""

from collections.abc import Iterator

from archlint.measures.giving import kept_names
from archlint.measures.sight import Sight
from archlint.measures.vocabulary import Vocabulary, last_words, words


def named(sight: Sight, name: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """What its name (the last part of it) and the names of what it lies in say."""
    meanings = vocabulary.meanings
    own = words(name)
    verbs = meanings("verb", own[:1])
    yield from verbs.items()
    yield from meanings("noun", own).items()
    if name in vocabulary.entries:
        yield "entry", name
    if len(own) > 1 and own[-1] in vocabulary.markups and ("verb-translates" in verbs or "verb-formats" in verbs):
        yield "makes-markup", own[-1]
    place = _served(sight, vocabulary, meanings("place", (word for one in sight.around for word in words(one))))
    yield from place.items()
    for meaning, word in _served(sight, vocabulary, vocabulary.of_path(sight.path)).items():
        if meaning not in place:
            yield meaning.replace("place", "path", 1), word
    yield from meanings("mark", (word for one in sight.anatomy.marks for word in words(one))).items()


def _served(sight: Sight, vocabulary: Vocabulary, place: dict[str, str]) -> dict[str, str]:
    """The same where a view is what a web framework calls so: what answers a request."""
    imported = sight.imported
    is_served = not imported.isdisjoint(vocabulary.touches.get("web", ())) and imported.isdisjoint(
        vocabulary.touches.get("screen", ())
    )
    if is_served and place.get("place-shows") in vocabulary.served:
        place = {**place, "place-serves": place["place-shows"]}
        del place["place-shows"]
    return place


def typed(sight: Sight, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """What it takes and returns, by the types that are declared and by the calls whose answers it hands on."""
    meanings, anatomy = vocabulary.meanings, sight.anatomy
    yield from meanings("takes", (word for name in anatomy.types for word in words(name))).items()
    yield from meanings("answers", (word for name in anatomy.answers for word in words(name))).items()
    kept = kept_names(anatomy)
    given = [*anatomy.given, *(kept[name[1:]] for name in anatomy.returned if name[1:] in kept)]
    made = next((name for name in given if is_made(name)), None)
    if made is not None:
        yield "gives-new", made
    for meaning, word in meanings("call", (word for name in given for word in last_words(name)[:1])).items():
        yield meaning.replace("call", "gives", 1), word


def is_made(name: str) -> bool:
    """Whether a call makes an object: one of a class, or the last step of a builder."""
    last = name.rpartition(".")[2]
    return last == "build" or (last[:1].isupper() and not last.isupper())
