"""Whether rules may be about a file: what it imports and what stands in it, in; yes or no out. Light enough for every file."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import NamedTuple

INSIDE_NAMES = frozenset(bytes([one]) for one in range(128) if chr(one).isalnum() or chr(one) in "_$")
"""What stands before a word where it is the rest of a name."""


_WHOLE = ("", "*", "=", "default")
"""What is taken of a module by whoever takes all of it."""


class Known(NamedTuple):
    """`starts` are the names that rules' names begin with; `members` has, by a module or type out of them, what stands in files
    that use all of it, nothing where it need not be said; of the modules in `opened` everything counts. `words` stand in files
    that use something which nobody imports. `saying` has the names that only count in files in which one of some words stands.
    """

    starts: frozenset[str]
    opened: frozenset[str]
    words: tuple[bytes, ...]
    saying: Mapping[str, tuple[bytes, ...]] = {}
    members: Mapping[str, tuple[bytes, ...]] = {}

    def knows(self, library: str, name: str, content: Callable[[], bytes]) -> bool:
        """Whether rules are about something out of a library's module in a file with that content."""
        if library in self.opened:
            return True
        if name not in _WHOLE:
            return f"{library}.{name}" in self.starts or self._is_said_of(f"{library}.{name}", library, content)
        members = self.members.get(library, ()) if library in self.starts else None
        is_used = members is not None and (not members or _any_in(members, content()))
        return is_used or self._is_said_of(library, library, content)

    def _is_said_of(self, full: str, library: str, content: Callable[[], bytes]) -> bool:
        words = self.saying.get(full) or self.saying.get(library)
        return words is not None and _any_in(words, content())

    def is_said(self, content: bytes) -> bool:
        """Whether one of the words stands in a file, as a name of its own: not the `Request(` of `createRequest(`, and not in
        the lines of a comment.
        """
        return any(
            found.search(content) is not None and any(_is_in_code(word, content) for word in words if word in content)
            for found, words in _by_first_byte(self.words)
        )

    def may_concern(self, references: Iterable[tuple[str, tuple[str, ...]]], content: bytes) -> bool:
        """Whether rules may be about a file by its references as written; what they lead to is not known yet."""
        return any(self.knows(target, name, lambda: content) for target, names in references for name in names or ("",))


def _any_in(words: Iterable[bytes], content: bytes) -> bool:
    return any(word in content for word in words)


@cache
def _by_first_byte(words: tuple[bytes, ...]) -> tuple[tuple[re.Pattern[bytes], tuple[bytes, ...]], ...]:
    """Words that begin alike with what finds any of them. An expression that begins with one certain byte is as fast as looking
    for one word; one that may begin with several is ten times as slow.
    """
    alike: dict[bytes, list[bytes]] = {}
    for word in words:
        alike.setdefault(word[:1], []).append(word)
    return tuple(
        (re.compile(re.escape(first) + b"(?:" + b"|".join(re.escape(one[1:]) for one in those) + b")"), tuple(those))
        for first, those in alike.items()
    )


def _is_in_code(word: bytes, content: bytes) -> bool:
    at = content.find(word)
    while at >= 0:
        if content[at - 1 : at] in INSIDE_NAMES or content[max(at - 2, 0) : at] == b"{{":
            after = at + 1
        elif (after := end_of_comment(content, at)) < 0:
            return True
        at = content.find(word, after)
    return False


def end_of_comment(content: bytes, at: int) -> int:
    """Where the comment ends that a place lies in by how its line begins (`// …`, `/* …` or, inside one, ` * …`), -1 where it
    lies in none. Each comment is looked at once, so that none makes this slow.
    """
    start = content.rfind(b"\n", 0, at) + 1
    before = content[start:at].lstrip()
    if before.startswith(b"//"):
        end = content.find(b"\n", at)
    elif b"*/" not in before and (
        before.startswith(b"/*")
        or (before.startswith(b"* ") and content.rfind(b"/*", 0, start) > content.rfind(b"*/", 0, start))
    ):
        end = content.find(b"*/", at)
    else:
        return -1
    return end if end >= 0 else len(content)
