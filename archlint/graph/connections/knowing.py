"""Whether rules may be about a file: what it imports and what stands in it, in; yes or no out. Light enough for every file."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import NamedTuple


class Known(NamedTuple):
    """`starts` are the names that rules' names begin with, `wholes` the modules of which everything counts, `words` what
    stands in files that use something which nobody imports. `saying` has the names that only count in files in which one of
    some words stands.
    """

    starts: frozenset[str]
    wholes: frozenset[str]
    words: tuple[bytes, ...]
    saying: Mapping[str, tuple[bytes, ...]] = {}

    def knows(self, library: str, name: str) -> bool:
        """Whether rules are about something out of a library's module."""
        full = f"{library}.{name}" if name and name != "default" else library
        return full in self.starts or library in self.wholes

    def knows_if_said(self, library: str, name: str, content: Callable[[], bytes]) -> bool:
        """Whether rules are about something out of a library's module in a file with that content."""
        full = f"{library}.{name}" if name and name != "default" else library
        words = self.saying.get(full) or self.saying.get(library)
        return words is not None and any(word in content() for word in words)

    def is_said(self, content: bytes) -> bool:
        """Whether one of the words stands in a file, as a name of its own: not the `Request(` of `createRequest(`."""
        return any(word in content and _alone(word).search(content) is not None for word in self.words)

    def may_concern(self, references: Iterable[tuple[str, tuple[str, ...]]], content: bytes) -> bool:
        """Whether rules may be about a file, by its references as written; what they lead to is not known yet."""
        for target, names in references:
            if self.knows(target, "") or any(self.knows(target, name) for name in names):
                return True
            if self.saying and any(self.knows_if_said(target, name, lambda: content) for name in names or ("",)):
                return True
        return self.is_said(content)


@cache
def _alone(word: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"(?<![\w$])(?<!\{\{)" + re.escape(word))
