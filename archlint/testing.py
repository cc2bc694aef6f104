"""Architecture tests: rules that need code, as assertions that say file and line. With pytest, the fixture `architecture`.

def test_channels_do_not_know_billing(architecture):
    architecture.modules_of("channels/**").must_not_depend_on("bss/billing/**", because="Ask the enablement layer.")
"""

from collections.abc import Callable, Iterable
from os import PathLike
from pathlib import Path

from archlint.api import Architecture, Dependency, Finding, Module, analyze
from archlint.model.graph import Kind

_TOLD = 20


class Chosen:
    """Some modules, and what must be true of them. Every rule returns the choice, so that rules can be chained; what does not
    hold raises AssertionError with the lines to change. A name that stands for nothing raises LookupError.
    """

    def __init__(self, tested: "TestedArchitecture", name: str) -> None:
        self._tested = tested
        self.name = name
        self.modules = tested.modules(name)

    def must_not_depend_on(self, *names: str, because: str = "", kinds: Iterable[Kind] = ()) -> "Chosen":
        """None of them depends directly on what the names stand for. What is both may use itself."""
        own = {module.id for module in self.modules}
        for name in names:
            found = self._tested.dependencies(self.name, name, kinds=kinds)
            wrong = [one for one in found if one.imported not in own]
            self._check(f"{self.name} must not depend on {name}", wrong, because)
        return self

    def may_only_depend_on(self, *names: str, because: str = "", kinds: Iterable[Kind] = ()) -> "Chosen":
        """All that they depend on directly is among them or among what the names stand for. Libraries are not judged."""
        allowed = {module.id for name in names for module in self._tested.modules(name)}
        allowed |= {module.id for module in self.modules}
        found = self._tested.dependencies(self.name, kinds=kinds)
        wrong = [one for one in found if one.imported not in allowed]
        self._check(f"{self.name} may depend on {', '.join(names) or 'itself'} only", wrong, because)
        return self

    def must_not_reach(self, *names: str, because: str = "") -> "Chosen":
        """No chain of dependencies leads to what the names stand for."""
        for name in names:
            chain = self._tested.chain(self.name, name)
            if chain:
                _fail(f"{self.name} must not reach {name}", [" → ".join(chain)], because)
        return self

    def must_depend_on(self, name: str, *, because: str = "") -> "Chosen":
        """Each of them depends directly on something that the name stands for."""
        served = {one.importer for one in self._tested.dependencies(self.name, name)}
        missing = [module.id for module in self.modules if module.id not in served]
        if missing:
            _fail(f"{self.name} must depend on {name}", missing, because)
        return self

    def each_must(self, rule: Callable[[Module], object], *, because: str) -> "Chosen":
        """`rule` is true of each module: any code of yours."""
        wrong = [module.id for module in self.modules if not rule(module)]
        if wrong:
            _fail(f"{self.name} must obey {getattr(rule, '__name__', 'the rule')}", wrong, because)
        return self

    def _check(self, rule: str, wrong: list[Dependency], because: str) -> None:
        if wrong:
            _fail(rule, [self._tested.place(one) for one in wrong], because)


class TestedArchitecture(Architecture):
    """An Architecture with assertions. Get one from the pytest fixture `architecture`, or from `architecture_of`."""

    __test__ = False  # no test class, whatever pytest makes of its name

    def __init__(self, root: Path) -> None:
        super().__init__(analyze(root))
        self._root = root

    def modules_of(self, name: str) -> Chosen:
        return Chosen(self, name)

    def must_be_clean(self, *checks: str) -> None:
        """No open error, of these checks where some are named. Raises AssertionError with every finding."""
        wrong = [one for one in self.findings(*checks) if one.severity == "error"]
        if wrong:
            _fail("the declaration must hold", [_told(one) for one in wrong], "")

    def place(self, dependency: Dependency) -> str:
        """`file:line: importer depends on imported`, by the first line that causes it."""
        path = self._root / dependency.importer
        try:
            before = path.read_bytes()[: dependency.sites[0].span.start] if dependency.sites else b""
        except OSError:
            before = b""
        return f"{_at(dependency.importer, before.count(10) + 1)}: {dependency.kind} of {dependency.imported}"


def architecture_of(folder: str | PathLike[str]) -> TestedArchitecture:
    """The architecture of the project in a folder, ready for rules. Raises what `archlint.analyze` raises."""
    return TestedArchitecture(Path(folder))


def _fail(rule: str, lines: list[str], because: str) -> None:
    more = [f"+{len(lines) - _TOLD} more"] if len(lines) > _TOLD else []
    told = "\n  ".join([*lines[:_TOLD], *more])
    raise AssertionError(f"{rule}{f' ({because})' if because else ''}:\n  {told}")


def _told(finding: Finding) -> str:
    place = finding.importer.place if finding.importer else None
    said = f"{finding.check}: {finding.message}"
    return f"{_at(place.file, place.line)}: {said}" if place else said


def _at(file: str, line: int) -> str:
    return f"{file}:{line}" if line else file
