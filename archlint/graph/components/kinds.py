"""What a part is: a Part and what is known about technologies in, its kind and technology out."""

import re
from collections.abc import Sequence

from archlint.graph.components.parts import Part
from archlint.graph.components.signs import fits_any, image_name, words_of
from archlint.model.architecture import ComponentKind, ComponentKnowledge, ComponentTechnology


def kinds_of(
    parts: Sequence[Part], names: Sequence[str], knowledge: ComponentKnowledge
) -> list[tuple[ComponentKind, str]]:
    """The kind of each part and its technology ("" for a service). The words of its name tell only where no other part is
    seen to be of that kind.
    """
    found = [kind_of(part, knowledge) for part in parts]
    there = {kind for kind, _ in found}
    for index, name in enumerate(names):
        likely = by_words(name, knowledge) if found[index][0] == "service" else None
        if likely is not None and likely.kind not in there:
            found[index] = (likely.kind, likely.name)
    return found


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
    """The first technology that a sign speaks for, the strongest kind of sign first."""
    names = {seen.name for seen in part.names}
    libraries = {seen.name for seen in part.libraries}
    images = [image_name(image) for image in (part.image, part.base) if image] if not part.has_code else []
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
