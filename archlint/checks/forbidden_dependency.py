"""forbidden-dependency: a contract (forbidden, allowed-only, protected, independent) does not hold."""

from collections.abc import Callable, Iterator, Mapping

import msgspec

from archlint.checks.bound_contract import BoundContract
from archlint.checks.check import Check
from archlint.checks.evidence import about_chain, about_dependency, about_use, place
from archlint.graph.chains import chain_to, reach
from archlint.graph.selectors import LIBRARIES, Selection, groups
from archlint.graph.system import System
from archlint.model.finding import End, Finding, Hop
from archlint.model.graph import Dependency, ExternalUse, Site
from archlint.model.tables import Contract, ContractKind

NAME = "forbidden-dependency"
_TOLD = 5

PAGE = """\
## What it finds
Dependencies on modules or libraries that a `[[contracts]]` entry rules out:

- `forbidden`: no importer depends on an imported one; what is both may use itself, so `importers = ["**"]` means everybody
  else. With `chains = true` also not by way of others; then each imported piece gives one finding with the shortest
  chain.
- `allowed-only`: importers depend on nothing but `imported` and themselves. Third-party libraries are judged when `imported`
  is empty or names a library, the standard library when `imported` names a piece of it (`standard:*` allows all).
- `protected`: only `importers` depend on `imported`.
- `independent`: the pieces that `modules` names do not depend on each other, directly or by way of modules in none of them.
  `services/*` stands for one piece per folder, a layer for its parts.

## Why it matters
Layers say which way dependencies run. Contracts say the rest: that only one place talks to the database, that a domain
stays free of frameworks, that two products share nothing.

## Example
```toml
[[contracts]]
kind = "forbidden"
importers = ["ui"]
imported = ["technology:persistence"]
because = "Channels read data through the enablement layer."
```
```typescript
// channels/partner/src/export.ts
import { Pool } from "pg";
```

## Instead
What the contract's `because` says; the finding repeats it.

## Options
None; `severity`, `kinds`, `include_type_only`, `except_importers`, `except_imported` and `except_dependencies` (pairs:
`"IMPORTER -> IMPORTED"`) are set per contract.

## Known limits
A library is known by the name that code imports. Which libraries play a role (`technology:persistence`) is data: add yours
with `[[technologies]]`.
"""


class _Bound(BoundContract):
    """A contract with its ends looked up, and the findings about it in its words."""

    def __init__(self, system: System, contract: Contract) -> None:
        super().__init__(system, contract)
        self.title = contract.name or f"contract '{contract.kind}'"

    def finding(self, dependency: Dependency, sites: tuple[Site, ...], message: str, instead: str) -> Finding:
        return self._settled(
            about_dependency(
                self.system, NAME, dependency, message=message, because=self.because, instead=instead, sites=sites
            )
        )

    def use_finding(self, use: ExternalUse, message: str, instead: str) -> Finding:
        return self._settled(about_use(self.system, NAME, use, message=message, because=self.because, instead=instead))

    def chain_finding(self, chain: tuple[str, ...], message: str, more: int) -> Finding:
        instead = f"cut the chain at one of its {len(chain) - 1} steps, best where {chain[-2]} needs {chain[-1]}"
        return self._settled(
            about_chain(self.system, NAME, chain, message=message, because=self.because, instead=instead, more=more)
        )

    @property
    def because(self) -> str:
        return self.contract.because or f"{self.title} says so."

    @property
    def identity(self) -> str:
        """The contract's name, or what it says where it has none."""
        ends = (self.contract.importers, self.contract.imported, self.contract.modules)
        return self.contract.name or " ".join((self.contract.kind, *(end for listed in ends for end in listed)))

    def _settled(self, finding: Finding) -> Finding:
        """With the contract's severity and identity: two contracts against one dependency are two findings."""
        text = ": ".join(filter(None, (self.identity, finding.text)))
        return msgspec.structs.replace(finding, severity=self.contract.severity, text=text)


def judge(system: System, _options: object) -> Iterator[Finding]:
    for contract in system.rulebook.contracts:
        judgement = _JUDGEMENTS.get(contract.kind)
        if judgement is not None:
            yield from judgement(_Bound(system, contract))


def _forbidden(bound: _Bound) -> Iterator[Finding]:
    way_out = "remove it, or get what it brings from where the contract allows"
    for dependency, sites in bound.dependencies():
        within = dependency.importer in bound.overlap and dependency.imported in bound.overlap
        if dependency.importer in bound.sources and dependency.imported in bound.targets and not within:
            yield bound.finding(dependency, sites, f"{bound.title}: {_pair(bound, dependency)} is forbidden", way_out)
    for use in bound.uses():
        if use.importer in bound.sources and bound.imported.takes(use):
            message = f"{bound.title}: {_home(bound, use.importer)} must not use {use.name}"
            yield bound.use_finding(use, message, way_out)
    if bound.contract.chains:
        yield from _forbidden_chains(bound)


def _forbidden_chains(bound: _Bound) -> Iterator[Finding]:
    """Per forbidden piece, the shortest chain that is longer than one step."""
    outgoing = _adjacency(bound)
    taken_out = [selector for selector in bound.contract.imported if selector.startswith("!")]
    for selector in (selector for selector in bound.contract.imported if not selector.startswith("!")):
        piece = Selection(bound.system, [selector, *taken_out])
        uses = {use.importer: use for use in reversed(list(bound.uses())) if piece.takes(use)}
        targets = piece.modules & bound.targets or frozenset(uses) - bound.sources
        chains = _chains(bound, outgoing, bound.sources - bound.overlap, targets, uses)
        if bound.overlap:
            chains = _chains(bound, outgoing, bound.overlap, targets - bound.overlap, uses) | chains
        if not chains:
            continue
        chain = min(chains.values(), key=len)
        message = f"{bound.title}: {_home(bound, chain[0])} depends on {selector} by way of {chain[1]}"
        found = bound.chain_finding(chain, message, len(chains) - 1)
        last = chain[-1]
        yield _to_library(found, uses[last]) if last in uses and last not in piece.modules else found


def _chains(
    bound: _Bound,
    outgoing: Mapping[str, list[str]],
    starts: frozenset[str],
    targets: frozenset[str],
    uses: Mapping[str, ExternalUse],
) -> dict[str, tuple[str, ...]]:
    """Per target that is reached by way of others, none of them an importer, the shortest chain. A module that uses a
    forbidden library is itself such a way.
    """
    entries: dict[str, str] = {}
    found: dict[str, tuple[str, ...]] = {}
    for start in sorted(starts):
        for imported in outgoing.get(start, ()):
            if imported in targets and imported in uses:
                found.setdefault(imported, (start, imported))
            elif imported not in bound.sources and imported not in targets:
                entries.setdefault(imported, start)
    before = reach(outgoing, entries, targets, lambda module: module not in bound.sources)
    for end in before:
        if end in targets and end not in found:
            found[end] = _with_entry(before, end, entries)
    return found


def _with_entry(before: Mapping[str, str], first: str, entries: Mapping[str, str]) -> tuple[str, ...]:
    chain = chain_to(before, first, entries)
    return (entries[chain[0]], *chain)


def _to_library(finding: Finding, use: ExternalUse) -> Finding:
    """A chain that ends in a library, not in the module that uses it."""
    last = Hop(use.importer, use.name, place(use.importer, use.sites[0].span))
    instead = f"cut the chain, best where {use.importer} needs {use.name}"
    return msgspec.structs.replace(finding, imported=End(use.name), chain=(*finding.chain, last), instead=instead)


def _allowed_only(bound: _Bound) -> Iterator[Finding]:
    allowed = _listed(bound.contract.imported) or "nothing else"
    own = bound.sources | bound.targets
    for dependency, sites in bound.dependencies():
        if dependency.importer in bound.sources and dependency.imported not in own:
            message = f"{bound.title}: {_pair(bound, dependency)} is not among what is allowed ({allowed})"
            yield bound.finding(dependency, sites, message, f"use {allowed} only, or allow it in the contract")
    judges_libraries = not bound.contract.imported or bound.imported.speaks_about(*LIBRARIES)
    for use in bound.uses() if judges_libraries else ():
        if use.standard and not bound.imported.speaks_about("standard"):
            continue
        if use.importer in bound.sources and not bound.imported.takes(use):
            message = f"{bound.title}: {use.name} is not among what is allowed ({allowed})"
            yield bound.use_finding(use, message, f"use {allowed} only, or allow it in the contract")


def _protected(bound: _Bound) -> Iterator[Finding]:
    allowed = _listed(bound.contract.importers) or "nobody"
    for dependency, sites in bound.dependencies():
        inside = dependency.importer in bound.importers.modules | bound.imported.modules
        if dependency.imported in bound.targets and not inside:
            message = f"{bound.title}: only {allowed} may depend on {dependency.imported}"
            yield bound.finding(dependency, sites, message, f"ask {allowed} for it instead")
    for use in bound.uses():
        if bound.imported.takes(use) and use.importer not in bound.importers.modules:
            yield bound.use_finding(
                use, f"{bound.title}: only {allowed} may use {use.name}", f"ask {allowed} for it instead"
            )


def _independent(bound: _Bound) -> Iterator[Finding]:
    pieces = groups(bound.system, bound.contract.modules)
    homes = {module: name for name, modules in pieces.items() for module in modules}
    for dependency, sites in bound.dependencies():
        importer, imported = homes.get(dependency.importer), homes.get(dependency.imported)
        if importer and imported and importer != imported:
            message = f"{bound.title}: {importer} depends on {imported}"
            yield bound.finding(dependency, sites, message, f"move what both need out of {importer} and {imported}")
    outgoing = _adjacency(bound)
    for name, modules in pieces.items():
        entries: dict[str, str] = {}
        for module in sorted(modules):
            for imported in outgoing.get(module, ()):
                if imported not in homes:
                    entries.setdefault(imported, module)
        others = {module: home for module, home in homes.items() if home != name}
        before = reach(outgoing, entries, others, lambda module: module not in homes)
        for other in pieces:
            ends = [module for module in before if others.get(module) == other]
            if ends:
                chain = _with_entry(before, ends[0], entries)
                message = f"{bound.title}: {name} depends on {other} by way of {chain[1]}"
                yield bound.chain_finding(chain, message, len(ends) - 1)


def _listed(selectors: tuple[str, ...]) -> str:
    """The selectors of one end, the first few of many."""
    told = ", ".join(selectors[:_TOLD])
    return f"{told} and {len(selectors) - _TOLD} more" if len(selectors) > _TOLD else told


def _adjacency(bound: _Bound) -> Mapping[str, list[str]]:
    counted: dict[str, list[str]] = {}
    for dependency, _ in bound.dependencies():
        counted.setdefault(dependency.importer, []).append(dependency.imported)
    return {importer: sorted(set(imported)) for importer, imported in counted.items()}


def _home(bound: _Bound, module: str) -> str:
    known = bound.system.modules[module]
    return ".".join(filter(None, (known.layer, known.part))) or module


def _pair(bound: _Bound, dependency: Dependency) -> str:
    importer, imported = _home(bound, dependency.importer), _home(bound, dependency.imported)
    return f"{importer} → {imported if imported != importer else dependency.imported}"


_JUDGEMENTS: Mapping[ContractKind, Callable[[_Bound], Iterator[Finding]]] = {
    "forbidden": _forbidden,
    "allowed-only": _allowed_only,
    "protected": _protected,
    "independent": _independent,
}

CHECK = Check(
    name=NAME,
    group="layering",
    summary="a contract rules the dependency out",
    page=PAGE,
    judge=judge,
)
