"""Findings that were there before: a baseline file and today's findings in, what it accepts and what is stale out. Beside them
how many findings were on the way of each journey.

Entries name a finding by content (check, both ends, names taken), never by line. An end that was renamed is found again by
the rest of its entry, as long as the old path is gone.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal, NamedTuple

import msgspec
from msgspec import Struct

from archlint.model.finding import Finding
from archlint.model.rulebook import DeclarationError
from archlint.reports.escape import visible

SCHEMA: Literal["archlint-baseline/1"] = "archlint-baseline/1"
_LARGEST = 64_000_000
REVIEWS = frozenset({"unused-exception", "expired-exception", "missed-goal"})
"""Checks on acceptances and promises: a baseline of these would accept that nothing is accepted, or kept."""


class Entry(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, order=True):
    """One accepted finding."""

    check: str
    importer: str = ""
    imported: str = ""
    text: str = ""


class Baseline(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The file: one entry per line, sorted, so that it merges well."""

    schema: Literal["archlint-baseline/1"] = SCHEMA
    entries: tuple[Entry, ...] = ()
    journeys: dict[str, Annotated[int, msgspec.Meta(ge=0)]] = {}
    """By journey the findings that were on its way, accepted ones included."""

    def line_of(self, index: int) -> int:
        """The line of an entry in a file that `encode` wrote."""
        return index + 4

    def line_of_journey(self, name: str) -> int:
        """The line of a journey in such a file."""
        before = len(self.entries) + 6 if self.entries else 5
        return before + sorted(self.journeys).index(name)


class Matched(NamedTuple):
    """Which findings (by position) the baseline accepts, by which entry, and the entries (by position) without one."""

    accepted: dict[int, int]
    stale: tuple[int, ...]


def read(path: Path, label: str) -> Baseline | None:
    """The baseline at `path`, None when there is none. Raises DeclarationError for a file that is something else."""
    if not path.exists():
        return None
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            raise DeclarationError(f"{label}: this is not a baseline; write one with 'archlint baseline'", label)
        return msgspec.json.decode(path.read_bytes(), type=Baseline)
    except OSError as error:
        raise DeclarationError(f"{label}: cannot be read: {error.strerror}", label) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        message = f"{label}: this is not a baseline: {visible(str(error))}; write it again with 'archlint baseline'"
        raise DeclarationError(message, label) from None


def encode(baseline: Baseline) -> bytes:
    """The bytes of the file; equal baselines give equal bytes."""
    lines = [msgspec.json.encode(entry).decode() for entry in sorted(baseline.entries)]
    parts = [f'"schema": "{SCHEMA}"', _block('"entries": [', lines, "]")]
    if baseline.journeys:
        kept = [f"{msgspec.json.encode(name).decode()}: {kept}" for name, kept in sorted(baseline.journeys.items())]
        parts.append(_block('"journeys": {', kept, "}"))
    body = ",\n  ".join(parts)
    return f"{{\n  {body}\n}}\n".encode()


def _block(opens: str, lines: Sequence[str], closes: str) -> str:
    body = ",\n".join(f"    {line}" for line in lines)
    return f"{opens}\n{body}\n  {closes}" if lines else f"{opens}{closes}"


def entry_of(finding: Finding) -> Entry:
    """What identifies a finding, whatever line it stands on."""
    importer = finding.importer.module if finding.importer else ""
    return Entry(finding.check, importer, finding.imported.module if finding.imported else "", finding.text)


def recorded(
    findings: Iterable[Finding],
    *,
    accept_new: bool,
    journeys: Mapping[str, int] = MappingProxyType({}),
    before: Baseline | None = None,
) -> Baseline:
    """The baseline of an analysis: what it accepts already, under today's names, and with `accept_new` what is open. So with
    the numbers of `journeys`: those of today, or where nothing new is accepted the lower ones of those that are kept.
    """
    states = {"baselined", "open"} if accept_new else {"baselined"}
    kept = [finding for finding in findings if finding.state in states and finding.check not in REVIEWS]
    # Findings that look alike (of two contracts without a name) need an entry each.
    numbers = dict(journeys)
    if not accept_new:
        known = before.journeys if before is not None else {}
        numbers = {name: min(known[name], now) for name, now in journeys.items() if name in known}
    return Baseline(entries=tuple(sorted(map(entry_of, kept))), journeys=numbers)


def match(baseline: Baseline, findings: Sequence[Finding], modules: Collection[str]) -> Matched:
    """Pair entries with findings: exactly, then without the names taken, then with an end that was renamed. `modules` are
    the paths of today: only an entry whose path is gone may find a renamed one.
    """
    entries = dict(enumerate(baseline.entries))
    open_findings = {
        index: entry_of(finding)
        for index, finding in enumerate(findings)
        if finding.state == "open" and finding.check not in REVIEWS
    }
    accepted: dict[int, int] = {}
    for key, fits in _passes(modules):
        waiting: dict[object, list[int]] = {}
        for number, entry in entries.items():
            if fits(entry):
                waiting.setdefault(key(entry), []).append(number)
        for index, entry in list(open_findings.items()):
            numbers = waiting.get(key(entry))
            if numbers:
                accepted[index] = numbers.pop(0)
                del entries[accepted[index]], open_findings[index]
    return Matched(accepted, tuple(entries))


_Pass = tuple[Callable[[Entry], object], Callable[[Entry], bool]]


def _passes(modules: Collection[str]) -> tuple[_Pass, ...]:
    def importer_gone(entry: Entry) -> bool:
        return entry.importer not in modules

    def imported_gone(entry: Entry) -> bool:
        return entry.imported not in modules

    return (
        (lambda entry: entry, lambda _: True),
        (lambda entry: (entry.check, entry.importer, entry.imported), lambda _: True),
        (lambda entry: (entry.check, _last(entry.importer), entry.imported, entry.text), importer_gone),
        (lambda entry: (entry.check, entry.importer, _last(entry.imported), entry.text), imported_gone),
        (lambda entry: (entry.check, entry.imported, entry.text), importer_gone),
        (lambda entry: (entry.check, entry.importer, entry.text), imported_gone),
        (
            lambda entry: (entry.check, _last(entry.importer), _last(entry.imported), entry.text),
            lambda entry: importer_gone(entry) and imported_gone(entry),
        ),
    )


def _last(path: str) -> str:
    return path.rpartition("/")[2]
