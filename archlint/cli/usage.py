"""What a user asked for that cannot be done: a message that says what, and what would do instead."""

import difflib
from collections.abc import Iterable


class UsageError(Exception):
    """The command cannot be carried out as given (exit 2). `str()` is the whole message."""


def nearest(name: str, known: Iterable[str]) -> str:
    """`; did you mean 'check'?`, or "" when nothing known is near."""
    found = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f"; did you mean '{found[0]}'?" if found else ""
