"""Text for a terminal: colours that can be switched off and paragraphs that keep to a width. Escaping comes before."""

import textwrap
from typing import Literal

Color = Literal["red", "yellow", "green", "cyan", "dim", "bold"]

_CODES: dict[Color, str] = {"red": "1;31", "yellow": "1;33", "green": "32", "cyan": "36", "dim": "2", "bold": "1"}
_NARROWEST = 20


def paint(text: str, color: Color, *, on: bool) -> str:
    """`text` in a colour when colours are on."""
    return f"\x1b[{_CODES[color]}m{text}\x1b[0m" if on and text else text


def paragraph(text: str, *, indent: str, label: str = "", width: int = 0) -> list[str]:
    """Lines that begin with `indent` and, on the first, `label`; later lines align behind the label. Words longer than
    the width (paths) are left whole, so that they can be clicked and copied. Width 0 never breaks a line.
    """
    lead = indent + label
    if not width or len(lead) + len(text) <= width:
        return [lead + text]
    hanging = indent + " " * len(label)
    if len(hanging) > max(width, _NARROWEST) // 3:
        hanging = indent + "  "
    return textwrap.wrap(
        text,
        max(width, _NARROWEST),
        initial_indent=lead,
        subsequent_indent=hanging,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [lead.rstrip()]
