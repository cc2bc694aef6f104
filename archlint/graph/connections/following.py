"""Everything that crosses processes: a Program, rules and a Deployment in, Connections out.

Modules that use a library which rules know are looked into first; then those that use what these make: a router, a client.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from archlint.graph.connections.clients import Clients
from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.exposing import NOTHING_EXPOSED, Exposed
from archlint.graph.connections.files import filed
from archlint.graph.connections.finds import Find
from archlint.graph.connections.generated_stubs import operations_of
from archlint.graph.connections.handing import Handing
from archlint.graph.connections.hosts import Hosts, inner_folders
from archlint.graph.connections.idle_entries import NOTHING_DECLARED, Declared, idle_entries
from archlint.graph.connections.inheriting import Extends, bases_of, heirs_of
from archlint.graph.connections.matching import Rules
from archlint.graph.connections.mounts import Mounts
from archlint.graph.connections.offering import Offering
from archlint.graph.connections.operations import KnownOperations
from archlint.graph.connections.reading import Reader
from archlint.graph.connections.settings import KnownSettings
from archlint.graph.connections.tracing import Tracer
from archlint.graph.values.evaluation import Evaluator
from archlint.graph.values.outside import together
from archlint.graph.values.program import Program
from archlint.model.api_rules import IdleEntry
from archlint.model.authentication import AuthenticationWords
from archlint.model.connections import Connections
from archlint.model.deployment import Deployment
from archlint.model.exposures import Exposure
from archlint.model.graph import Module

_ROUNDS = 12
"""How far clients, and routers that functions are handed, are followed from file to file."""


def follow(  # noqa: PLR0913, PLR0917 - the whole of a system
    program: Program,
    rules: Mapping[str, Rules],
    deployment: Deployment,
    modules: Mapping[str, Module],
    first: Sequence[str],
    importers: Callable[[str], Iterable[str]],
    generated: frozenset[str] = frozenset(),
    exposing: Exposed = NOTHING_EXPOSED,
    authentication: AuthenticationWords | None = None,
    extends: Extends = lambda _module, _names: (False, False),
    declared: Declared = NOTHING_DECLARED,
) -> tuple[Connections, tuple[Exposure, ...], tuple[IdleEntry, ...]]:
    """The connections of a system, what it gives away, and what of its own entries matches nothing. `first` are the modules
    that use a library which rules know.
    """
    outside = together(one.outside for one in rules.values())
    evaluator = Evaluator(program, {name: one.symbols for name, one in rules.items()}, outside)
    operations = KnownOperations((*deployment.operations, *operations_of(program)), deployment.pages)
    discovery = Discovery(program, evaluator, rules, operations)
    folders = sorted({module.component for module in modules.values()})
    folder_of = {name: module.component for name, module in modules.items()}
    hosts = Hosts(deployment, folders, inner_folders(folder_of))
    settings = KnownSettings(evaluator, rules, deployment, folder_of, hosts.names)
    seen: set[str] = set()
    finds: list[Find] = []
    pending = sorted(first)
    tracer = Tracer(discovery, settings)
    offering = Offering(discovery, tracer, importers)
    handing = Handing(discovery, Mounts(discovery, settings))
    clients = Clients(discovery, tracer)
    for _ in range(_ROUNDS):
        fresh = [module for module in pending if module not in seen]
        again = [module for module in pending if module in seen]
        if not pending:
            break
        seen.update(fresh)
        program.announce(fresh)
        bases = sorted(bases_of(program, fresh))
        program.announce(bases)
        program.index_heap(fresh)
        program.index_classes((*fresh, *bases))
        discovery.calls.index(fresh)
        finds = [find for find in finds if find.module not in again]
        looked = sorted((*fresh, *again))
        found = [*discovery.finds(looked), *filed(discovery, looked)]
        finds += found
        users = offering.users(fresh, found, seen)
        led = clients.follow(sorted({*looked, *(users & seen)}), found, offering.modules)
        handed = handing.follow(looked, found) | led.given | offering.lead(led.leading)
        if led.leading:
            handed |= users & seen
        if handed:
            evaluator.forget()
        pending = sorted(
            (users - seen) | offering.again | handed | heirs_of(fresh, discovery, importers, extends, offering.modules)
        )
    reader = Reader(
        discovery, settings, hosts, modules, deployment, rules, generated, authentication, exposing.modules, operations
    )
    connections, exposures = reader.read(finds), reader.exposed(finds, exposing)
    return connections, exposures, idle_entries(declared, rules, discovery, finds, reader.libraries.used)
