"""What a unit gives back, keeps and refuses: its anatomy and the words of rules/roles.toml in, signs with their details out."""

from collections.abc import Iterator

from archlint.measures.vocabulary import Vocabulary, last_words, words
from archlint.model.facts import Anatomy

_FEW = 3
_ALONE = (
    "own",
    "field",
    "constant",
    "computed",
    "compared",
    "chosen",
    "text",
    "function",
    "built",
    "value",
    "blank",
)
_FIXED = frozenset({"constant", "value", "blank"})
_KINDS_OF_ERRORS = ("leave", "missing", "invalid")


def kept_names(anatomy: Anatomy) -> dict[str, str]:
    """What each name of a unit keeps: the name of a call, `new …`, or `{}` for what starts blank or is written out."""
    return dict(item.split("=", 1) for item in anatomy.held if "=" in item)


def giving(anatomy: Anatomy, name: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """The signs in a unit called `name`."""
    yield from _returned(anatomy)
    for error in anatomy.raised:
        spoken = words(error.removeprefix("new "))
        for kind in _KINDS_OF_ERRORS:
            if not vocabulary.listed(f"raises-{kind}").isdisjoint(spoken):
                yield f"raises-{kind}", error
    yield from _values(anatomy, vocabulary)
    if any(call in (f"super.{name}", f"super.super.{name}") for call in (*anatomy.called, *anatomy.chained)):
        yield "passes-up", name


def _returned(anatomy: Anatomy) -> Iterator[tuple[str, str]]:
    kept = kept_names(anatomy)
    kinds = {one for one in anatomy.returned if not one.startswith("=")}
    names = [one[1:] for one in anatomy.returned if one.startswith("=")]
    for kind in _ALONE:
        if kind in kinds:
            yield f"returns-{kind}", ""
    if anatomy.returns >= _FEW and kinds and not names and kinds <= _FIXED:
        yield "returns-fixed", f"{anatomy.returns} constants"
    origins = {one: kept.get(one, "") for one in names}
    filled = next((one for one, origin in origins.items() if origin == "{}" or origin.startswith("new ")), None)
    if filled is not None:
        changed = any(call.startswith(f"{filled}.") for call in anatomy.called)
        if changed or anatomy.fields or anatomy.entries:
            yield "returns-filled", filled
    handed = next(
        (origin for origin in origins.values() if origin and origin != "{}" and not origin.startswith("new ")), None
    )
    if handed is not None:
        yield "returns-answer", handed
    if any(not origin for origin in origins.values()):
        yield "returns-name", ""


def _values(anatomy: Anatomy, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    collects = vocabulary.listed("collects")
    if anatomy.read >= _FEW and anatomy.read * 10 >= anatomy.fields * 7:
        yield "reads-values", f"{anatomy.read} of {anatomy.fields}"
    if anatomy.blank >= 2 and anatomy.blank * 2 >= anatomy.fields:
        yield "blank-values", f"{anatomy.blank} of {anatomy.fields}"
    if anatomy.entries:
        yield "sets-entries", ""
    kept = kept_names(anatomy)
    made = {origin.removeprefix("new ").rpartition(".")[2].lower() for origin in kept.values()}
    if not vocabulary.listed("builders").isdisjoint(made):
        yield "builds-text", ""
    collected = next(
        (
            call
            for call in anatomy.called
            if kept.get(call.rpartition(".")[0], "").startswith(("{}", "new "))
            and not collects.isdisjoint(last_words(call)[:1])
        ),
        None,
    )
    if collected is not None:
        yield "collects", collected
    changed = next(
        (
            call
            for call in anatomy.called
            if call.startswith(("this.", "self."))
            and call.count(".") == 2
            and not collects.isdisjoint(last_words(call)[:1])
        ),
        None,
    )
    if changed is not None:
        yield "changes-own", changed
