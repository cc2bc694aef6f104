"""Numbers and lists as people read them: values in, short English out."""

from collections.abc import Sequence


def count(number: int, one: str, many: str = "") -> str:
    """`1 module`, `1,250 modules`; `many` only where English does not just add an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(items: Sequence[str]) -> str:
    """The items separated by commas."""
    return ", ".join(items)


def percent(part: int, whole: int) -> str:
    """`97 %`, `1.2 %`. Says 0 and 100 only where it is exactly that; a share of nothing is 0 %."""
    if not part or not whole:
        return "0 %"
    if part == whole:
        return "100 %"
    shown = f"{min(max(100 * part / whole, 0.1), 99.9):.1f}"
    return shown.removesuffix(".0") + " %"


def flow_word(kind: str) -> str:
    """What a flow is called for people: what waits for another does not start it."""
    return "starts after" if kind == "start" else kind
