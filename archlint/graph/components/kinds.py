"""What a part is: a Part and what is known about technologies in, its kind and technology out."""

import re
from collections.abc import Sequence

from archlint.graph.components.parts import Part
from archlint.graph.components.signs import fits_any, words_of
from archlint.model.architecture import ComponentKind, ComponentKnowledge, ComponentTechnology
from archlint.model.images import image_name

FRONTS: tuple[ComponentKind, ...] = ("web-application", "mobile-application")
"""What people open and others serve."""


def kinds_of(
    parts: Sequence[Part], names: Sequence[str], knowledge: ComponentKnowledge
) -> list[tuple[ComponentKind, str]]:
    """The kind of each part and its technology ("" for a service). A library tells only where no other part says in its
    source that it is of that technology, the words of a name only where no other part is seen to be of that kind.
    """
    declared = [name for part in parts if not part.is_library and (name := _declared(part, knowledge.technologies))]
    found = [
        _undeclared(kind_of(part, knowledge), part, declared, knowledge) if part.has_code else kind_of(part, knowledge)
        for part in parts
    ]
    there = {kind for kind, _ in found}
    for index, name in enumerate(names):
        likely = by_words(name, knowledge) if found[index][0] == "service" else None
        if likely is not None and likely.kind not in there:
            found[index] = (likely.kind, likely.name)
    return found


def _undeclared(
    found: tuple[ComponentKind, str], part: Part, declared: Sequence[str], knowledge: ComponentKnowledge
) -> tuple[ComponentKind, str]:
    """What a part is if a library alone speaks for a technology that other parts declare: the next that it may be."""
    if found[1] not in declared or _declared(part, knowledge.technologies) == found[1]:
        return found
    others = [one for one in knowledge.technologies if one.name not in declared]
    other = technology_of(part, others)
    return (other.kind, other.name) if other is not None else ("service", "")


def _declared(part: Part, technologies: Sequence[ComponentTechnology]) -> str:
    """The technology that a part declares itself to be by what its source uses, "" where there is none."""
    names = {seen.name for seen in part.names}
    return next(
        (one.name for one in technologies if one.names and any(fits_any(one.names, name) for name in names)), ""
    )


def kind_of(part: Part, knowledge: ComponentKnowledge) -> tuple[ComponentKind, str]:
    """The kind of a part and its technology ("" for a service). What the source says counts more than an image, an
    image more than a library.
    """
    if part.is_library:
        return "library", ""
    if part.technology:
        return knowledge.by_name()[part.technology].kind, part.technology
    found = technology_of(part, knowledge.technologies)
    return (found.kind, found.name) if found is not None else ("service", "")


def by_words(name: str, knowledge: ComponentKnowledge) -> ComponentTechnology | None:
    """The first technology that a name has a word of."""
    words = set(words_of(name, knowledge.short))
    return next((one for one in knowledge.technologies if words.intersection(one.words)), None)


def technology_of(part: Part, technologies: Sequence[ComponentTechnology]) -> ComponentTechnology | None:
    """The first technology that a sign speaks for, the strongest kind of sign first. A service that a platform gives has no
    image: what stands in its name, is.
    """
    names = {seen.name for seen in part.names}
    libraries = {seen.name for seen in part.libraries}
    images = [image_name(image) for image in (part.image, part.base) if image] if not part.has_code else []
    if part.is_pushed and not images and not part.has_code:
        images = words_of(part.container, {})
    words = set(re.split(r"[\s\"'\[\],/]+", part.command)) if not part.has_code else set()
    for one in technologies:
        if one.names and any(fits_any(one.names, name) for name in names):
            return one
    for image in images:
        for one in technologies:
            if fits_any(one.images, image):
                return one
    for one in technologies:
        if one.libraries and any(fits_any(one.libraries, library) for library in libraries):
            return one
    return next((one for one in technologies if words.intersection(one.commands)), None)
