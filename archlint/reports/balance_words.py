"""The balance in words: numbers of a Balance in, the short English that its reports share out."""

from archlint.model.analysis import Analysis
from archlint.model.balance import MEASURE_WORDS, Balance, Band, Excluded, Portion, UnitLogic, surplus
from archlint.reports.wording import count, percent

NOTHING = "Nothing was weighed."
"""What a report says about an analysis without a balance."""

_EXCLUDED = {
    "generated": ("unit in a generated file", "units in generated files"),
    "declaration": ("unit that only declares (stubs, .d.ts)", "units that only declare (stubs, .d.ts)"),
    "class-body": ("class body", "class bodies"),
    "wiring": ("function that only wires", "functions that only wire"),
    "module-level": ("module outside of its functions (wiring)", "modules outside of their functions (wiring)"),
}


def amount(logic: int, balance: Balance) -> str:
    """`1 decision`, `166 decisions`."""
    return count(logic, *MEASURE_WORDS[balance.measure])


def meaning(balance: Balance) -> str:
    """What is counted, in one sentence."""
    return {
        "decisions": "A decision is a branch in the code: if, loop, case, catch.",
        "cognitive": "Cognitive complexity counts branches, deeper ones for more.",
        "statements": "Statements are those of the functions themselves.",
    }[balance.measure]


def share_text(portion: Portion, balance: Balance) -> str:
    """`41.0 %`, with one digit so that shares stand below each other; 0 and 100 are said only where it is exactly that."""
    shown = percent(portion.logic, balance.logic)
    return shown if "." in shown or shown in ("0 %", "100 %") else shown.replace(" %", ".0 %")


def band_text(band: Band | None) -> str:
    """`10–30 %`, "" where no band is declared."""
    return f"{100 * band[0]:.3g}–{100 * band[1]:.3g} %" if band else ""


def standing(portion: Portion, balance: Balance) -> str:
    """Where a layer stands to its band: `above`, `below`, `in band`; "" without one."""
    if portion.band is None:
        return ""
    offset = surplus(portion, balance.logic)
    return "above" if offset > 0 else "below" if offset < 0 else "in band"


def unit_name(unit: UnitLogic) -> str:
    """A unit by its own name, not escaped; functions without one say so."""
    return unit.name or "(unnamed)"


def unit_place(unit: UnitLogic) -> str:
    """`file:line`, not escaped."""
    return f"{unit.module}:{unit.line}"


def verdict_sentence(balance: Balance) -> str:
    """What the bands come to, in one sentence."""
    banded = [portion for portion in balance.layers if portion.band]
    broken = [portion for portion in banded if standing(portion, balance) != "in band"]
    if not banded:
        return (
            "No bands are declared, so nothing is judged: [balance] in archlint.toml says how much each layer should hold "
            "('archlint init' proposes bands around what is there)."
        )
    if balance.logic < balance.fewest:
        return (
            f"Too little to judge: the checks leave bands alone below {amount(balance.fewest, balance)} "
            "(option fewest of top-heavy, bottom-heavy and hollow-layer)."
        )
    if not broken:
        return "Every layer that has a band is within it."
    if not balance.moves:
        return "No units were found whose move would bring every layer into its band: split heavy ones, or correct the bands."
    units = count(len(balance.moves), "unit")
    if len(balance.moves) == balance.least_moves:
        how = "no smaller set would"
    else:
        how = f"a small set, found by trying the largest first; fewer than {balance.least_moves:,} would not do"
    return f"Moving {units} would bring every layer into its band ({how}):"


def roles_text(portion: Portion) -> str:
    """What the units of a portion are for, most logic first: `decision 56 % (34 units), presentation 30 % (80)`."""
    ordered = sorted(portion.roles, key=lambda role: (-role.logic, -role.units))
    phrases = [f"{role.role} {percent(role.logic, portion.logic)} ({role.units:,})" for role in ordered]
    return ", ".join(phrases)


def not_counted(analysis: Analysis, balance: Balance) -> list[str]:
    """What is no logic of the system, or in no layer, one phrase each."""
    told = [_excluded(entry, balance) for entry in balance.excluded if entry.units]
    if balance.moved:
        told.append(f"{amount(balance.moved, balance)} in modules that have moved into layers of the target")
    if balance.uncovered:
        told.append(f"{amount(balance.uncovered, balance)} in modules that are in no layer")
    tests = analysis.statistics.left_out.get("test", 0)
    return [*told, f"{count(tests, 'test file')}: not read"] if tests else told


def _excluded(entry: Excluded, balance: Balance) -> str:
    one, many = _EXCLUDED.get(entry.reason, (f"unit: {entry.reason}", f"units: {entry.reason}"))
    return f"{count(entry.units, one, many)}: {amount(entry.logic, balance)}"
