"""What metrics look at (Seen) and what they say (Measured): everything that a run found out in, a number with its proof out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from archlint.graph.system import System
from archlint.model.architecture import Architecture
from archlint.model.balance import Balance
from archlint.model.connections import Endpoint, Route
from archlint.model.finding import Finding
from archlint.model.graph import Module, Verdict
from archlint.model.journeys import JourneyTrace
from archlint.model.maturity import Proof
from archlint.model.operations import Operation
from archlint.model.standards import StandardUse
from archlint.model.tables import Tier


class Seen:
    """A run's results. `findings` are the open ones, `judged` the names of the checks that ran, `files` the paths of everything
    in the project that is not left out, `unread` how many source files are in languages that are not read.
    """

    def __init__(  # noqa: PLR0913 - what a run is made of
        self,
        system: System,
        *,
        findings: Sequence[Finding] = (),
        judged: Iterable[str] = (),
        verdicts: Sequence[Verdict] = (),
        balance: Balance | None = None,
        operations: Sequence[Operation] = (),
        journeys: Sequence[JourneyTrace] = (),
        standards: Sequence[StandardUse] = (),
        architecture: Architecture | None = None,
        files: Sequence[str] = (),
        unread: int = 0,
    ) -> None:
        self.system = system
        self.findings = findings
        self.judged = frozenset(judged)
        self.verdicts = verdicts
        self.balance = balance
        self.operations = operations
        self.journeys = journeys
        self.standards = standards
        self.architecture = architecture or Architecture()
        self.files = files
        self.unread = unread

    @property
    def is_draft(self) -> bool:
        """Whether nobody declared layers: those that there are were proposed by archlint."""
        return not self.system.rulebook.digest or bool(self.system.rulebook.draft)

    def tier(self, layer: str) -> Tier:
        return self.system.tiers.get(layer, "none")

    @cached_property
    def has_tiers(self) -> bool:
        """Whether there is something above and something below: one layer alone is neither."""
        return len({self.tier(module.layer) for module in self.modules if module.layer} - {"none"}) > 1

    @cached_property
    def modules(self) -> list[Module]:
        """The modules that are judged."""
        return [module for module in self.system.graph.modules if not module.test]

    @cached_property
    def by_id(self) -> dict[str, Module]:
        return self.system.modules

    def in_tier(self, *tiers: Tier) -> list[Module]:
        """The modules of some tiers; none where the system has one tier only."""
        return [module for module in self.modules if self.has_tiers and self.tier(module.layer) in tiers]

    @cached_property
    def routes(self) -> list[Route]:
        """What answers requests itself, outside of tests."""
        return [route for route in self.system.connections.routes if not route.target and not self.is_test(route)]

    def is_test(self, end: Endpoint) -> bool:
        module = self.by_id.get(end.file)
        return module is not None and module.test

    def using(
        self, modules: Iterable[Module], roles: Sequence[str], *, without_job: bool = False
    ) -> Iterator[tuple[Module, str, int]]:
        """The modules that use a library of some role, with its name and the line; `without_job` leaves out those that do one
        job beside others (a router beside a toolkit).
        """
        for module in modules:
            for use in self.system.uses.get(module.id, ()):
                for technology in self.system.technologies.of(use):
                    if technology.role in roles and not (without_job and technology.job):
                        yield module, technology.name, use.sites[0].span.line if use.sites else 0

    def of_check(self, *names: str) -> list[Finding]:
        return [finding for finding in self.findings if finding.check in names]

    def not_judged(self, names: Sequence[str]) -> "Measured | None":
        """What to say where one of these checks did not run; None where all did."""
        missing = [name for name in names if name not in self.judged]
        return Measured(why=f"the check {missing[0]} did not run") if missing else None


class Measured(NamedTuple):
    """`value` is None where there is nothing to measure. `of` is how many things were looked at; `good` and `bad` are
    places that speak for a high and a low value.
    """

    value: float | None = None
    of: int = 0
    good: tuple[Proof, ...] = ()
    bad: tuple[Proof, ...] = ()
    why: str = ""
    """Why there is nothing to measure, where that can be said."""


Measure = Callable[[Seen, tuple[str, ...]], Measured]
"""(what was seen, the words of the criterion) -> a number with its proof."""

NOTHING = Measured()


def share(good: Iterable[Proof], bad: Iterable[Proof]) -> Measured:
    """How large a part is good; nothing where there is neither."""
    better, worse = tuple(sorted(set(good))), tuple(sorted(set(bad)))
    of = len(better) + len(worse)
    return Measured(len(better) / of, of, better, worse) if of else NOTHING


def number(found: Iterable[Proof], among: int) -> Measured:
    """How many there are, where `among` things were looked at."""
    proofs = tuple(sorted(set(found)))
    return Measured(len(proofs), among, proofs, ()) if among else NOTHING


def faults(found: Iterable[Proof], looked_at: Iterable[Proof]) -> Measured:
    """How many faults there are in what was looked at; nothing where that was nothing."""
    worse, population = tuple(sorted(set(found))), tuple(sorted(set(looked_at)))
    if not population and not worse:
        return NOTHING
    places = {(one.file, one.line) for one in worse}
    sound = tuple(one for one in population if (one.file, one.line) not in places)
    return Measured(len(worse), max(len(population), len(worse)), sound, worse)


def at(end: Endpoint, text: str) -> Proof:
    """A place where something is served, asked or kept."""
    return Proof(end.file, end.line, text)


def of_finding(finding: Finding) -> Proof:
    end = finding.importer
    if end is None:
        return Proof("", 0, finding.message)
    return Proof(end.place.file if end.place else end.module, end.place.line if end.place else 0, finding.message)
