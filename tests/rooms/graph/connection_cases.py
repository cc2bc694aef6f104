"""Literate cases of connections: a Markdown file in, a small project and its expected endpoints out.

The format is described in tests/cases/README.md. Whatever is not understood raises CaseError.
"""

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

_FENCE = re.compile(r"(`{3,})(.*)")
_TITLED = re.compile(r'[a-z]+ title="([^"]+)"( ends="cr")?')
_TODAY = " # today: "
_KINDS = ("route", "request", "publish", "subscribe", "store", "nothing")


class CaseError(Exception):
    """A case file that does not follow the format; says where and why."""


class Expectation(NamedTuple):
    """A line of the block: `right` is what ought to be found, `today` what is found instead, None where it is right."""

    right: str
    today: tuple[str, ...] | None = None


class Case(NamedTuple):
    """A project by path and text, and everything that crosses processes in it."""

    files: Mapping[str, str]
    expected: tuple[Expectation, ...]


def read_case(path: Path) -> Case:
    """The case that a file tells."""
    try:
        return _case(path.read_text(encoding="utf-8"))
    except CaseError as error:
        raise CaseError(f"{path.name}: {error}") from None


def _case(text: str) -> Case:
    lines = text.splitlines()
    if not lines or not lines[0].startswith("# "):
        raise CaseError("line 1: a case starts with '# Title'")
    files: dict[str, str] = {}
    expected: tuple[Expectation, ...] = ()
    fence, head, inside, prose = "", "", [], ""
    for number, line in enumerate(lines[1:], 2):
        match = _FENCE.fullmatch(line)
        if fence and line != fence:
            inside.append(line)
        elif fence:
            if expected:
                raise CaseError(f"line {number}: the block 'endpoints' is the last one")
            if head == "endpoints":
                expected = tuple(_expectation(one, files) for one in inside)
            else:
                name, content = _file(head, inside, number)
                if name in files:
                    raise CaseError(f"line {number}: {name} stands here twice")
                files[name] = content
            fence = ""
        elif match:
            fence, head, inside = match[1], match[2], []
        else:
            prose += line
    if fence or not prose.strip() or not files or not expected:
        raise CaseError("a case has a sentence, files and a last block 'endpoints', all of them closed")
    return Case(files, expected)


def _file(head: str, inside: list[str], number: int) -> tuple[str, str]:
    titled = _TITLED.fullmatch(head)
    if titled is None:
        raise CaseError(f"line {number}: unknown block '{head}'")
    path = PurePosixPath(titled[1])
    if path.is_absolute() or ".." in path.parts:
        raise CaseError(f"line {number}: {path} leaves the project")
    return titled[1], "".join(f"{one}{chr(13) if titled[2] else chr(10)}" for one in inside)


def _expectation(line: str, files: Mapping[str, str]) -> Expectation:
    right, mark, today = line.partition(_TODAY)
    right = right.strip()
    if right.partition(" ")[0] not in _KINDS:
        raise CaseError(f"'{line}' is no endpoint")
    if right.startswith("nothing ") and right.removeprefix("nothing ") not in files:
        raise CaseError(f"'{right}' names no file of the project")
    if not mark:
        return Expectation(right)
    instead = tuple(filter(None, (one.strip() for one in today.split(";"))))
    if not instead:
        raise CaseError(f"'{line}' does not say what is found today")
    return Expectation(right, () if instead == ("nothing",) else instead)
