"""What `[[transition.goals]]` refer to: checks, journeys, layers and parts that are not there are complained about."""

from collections.abc import Sequence, Set

from archlint.rulebook.complaints import Complaints, choice, shown
from archlint.rulebook.merge import Combined, Merged
from archlint.rulebook.selectors import selector_kind, selector_mistake


def complain_about_goals(
    combined: Combined, judged: Sequence[Combined], check_names: Set[str], complaints: Complaints
) -> None:
    """`judged` are today's declaration and that of the target: a goal may name layers of both."""
    parts: dict[str, Set[str]] = {}
    for one in judged:
        for name, layer in one.layers.items():
            parts[name] = parts.get(name, set()) | set(layer.values.get("parts", {}))
    journeys = {entry.values.get("name", "") for entry in combined.arrays["journeys"]}
    seen: dict[str, Merged] = {}
    for goal in combined.goals:
        values = goal.values
        name = str(values.get("name", ""))
        title = f"transition.goals.{shown(name)}"
        if name in seen:
            there = seen[name].origins[""]
            _complain(
                goal, "name", f"{title}: there is a goal of this name already ({there.file}:{there.line})", complaints
            )
        seen.setdefault(name, goal)
        for position, check in enumerate(values.get("checks", ())):
            if check not in check_names:
                message = f"{title}.checks: unknown check '{shown(check)}'{choice(check, check_names)}"
                _complain(goal, f"checks.{position}", message, complaints)
        if values.get("journey") and values["journey"] not in journeys:
            message = (
                f"{title}.journey: unknown journey '{shown(values['journey'])}'{choice(values['journey'], journeys)}"
            )
            _complain(goal, "journey", message, complaints)
        for position, selector in enumerate(values.get("where", ())):
            is_library = selector_kind(selector) not in ("name", "glob")
            mistake = "must be a layer, a part or a glob" if is_library else selector_mistake(selector, parts, set())
            if mistake:
                _complain(goal, f"where.{position}", f"{title}.where: {mistake}", complaints)
        if "checks" in values and values.get("counts") == "modules":
            _complain(goal, "checks", f"{title}.checks: has no effect where modules are counted", complaints)
        start = values.get("start")
        if start is not None and start < values.get("most", 0):
            _complain(goal, "start", f"{title}.start: is below most; a number is to come down", complaints)


def _complain(goal: Merged, key: str, message: str, complaints: Complaints) -> None:
    origin = goal.origins.get(key) or goal.origins[""]
    complaints.add_at(origin.file, origin.line, message)
