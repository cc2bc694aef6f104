"""What `[transition] successors` refers to: today's layers and parts on the left, those of the target on the right."""

from collections.abc import Mapping

from archlint.rulebook.complaints import Complaints, choice, shown
from archlint.rulebook.merge import Combined


def complain_about_successors(combined: Combined, target: Combined | None, complaints: Complaints) -> None:
    """`target` is what `[transition.target]` makes, None where there is none."""
    declared = combined.transition.values.get("successors", {}) if combined.transition is not None else {}
    if not declared or combined.transition is None:
        return
    origin = combined.transition.origins.get("successors") or combined.transition.origins[""]
    if target is None:
        told = "transition.successors: has no effect without [transition.target]"
        complaints.add_at(origin.file, origin.line, told)
        return
    today, later = _places(combined), _places(target)
    for old, new in declared.items():
        where = combined.transition.origins.get(f"successors.{old}") or origin
        for name, known, whose in ((old, today, "today's"), (new, later, "the target's")):
            if name not in known:
                what = f"'{shown(name)}' is no layer or part of {whose}{choice(name, known)}"
                complaints.add_at(where.file, where.line, f"transition.successors: {what}")


def _places(combined: Combined) -> Mapping[str, None]:
    """The names of layers, and of parts as `layer.part`."""
    found: dict[str, None] = {}
    for name, layer in combined.layers.items():
        found[name] = None
        found.update(dict.fromkeys(f"{name}.{part}" for part in layer.values.get("parts", {})))
    return found
