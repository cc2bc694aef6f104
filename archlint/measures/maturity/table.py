"""Every metric that a criterion may name, in one table: name, unit, and what measures it, whose docstring defines it."""

from typing import Literal, NamedTuple

from archlint.measures.maturity import inside, interfaces, layering
from archlint.measures.maturity.seen import Measure

Unit = Literal["share", "number", "findings", "per module"]


class Metric(NamedTuple):
    """`title` reads after "the". `words` says what the words of a criterion mean to it, "" where it takes none."""

    name: str
    unit: Unit
    title: str
    measure: Measure
    words: str = ""

    @property
    def definition(self) -> str:
        """What is counted, and when there is nothing to measure."""
        return " ".join((self.measure.__doc__ or "").split())


METRICS: tuple[Metric, ...] = (
    # Layers, balance, journeys
    Metric(
        "allowed-dependencies",
        "share",
        "dependencies between layers that the declaration allows",
        layering.allowed_dependencies,
    ),
    Metric(
        "channels-by-enablement",
        "share",
        "dependencies of channels that lead to the enablement layer",
        layering.channels_by_enablement,
    ),
    Metric("layers-in-band", "share", "layers whose share of the logic is in its band", layering.layers_in_band),
    Metric("logic-in-enablement", "share", "logic that the enablement layers hold", layering.logic_in_enablement),
    Metric("logic-in-channels", "share", "logic that the user interface holds", layering.logic_in_channels),
    Metric(
        "open-findings",
        "findings",
        "open findings on modules in layers",
        layering.open_findings,
        words="names of checks",
    ),
    Metric("complete-journeys", "share", "journeys that can be followed to their end", layering.complete_journeys),
    Metric("journeys-in-channels", "share", "journeys that begin in several channels", layering.journeys_in_channels),
    Metric("journeys-moved", "share", "way that journeys have moved to the target", layering.journeys_moved),
    Metric("channels", "number", "channels", layering.channels),
    # Interfaces and integration
    Metric("routes", "number", "routes", interfaces.routes),
    Metric("documented-routes", "share", "routes that a contract declares", interfaces.documented_routes),
    Metric(
        "standard-routes",
        "share",
        "routes that follow a standard interface",
        interfaces.standard_routes,
        words="catalogues, any where none is named",
    ),
    Metric(
        "standard-interfaces",
        "number",
        "standard interfaces that are offered",
        interfaces.standard_interfaces,
        words="catalogues, any where none is named",
    ),
    Metric(
        "current-versions",
        "share",
        "uses of standard interfaces that are in order",
        interfaces.current_versions,
        words="catalogues, any where none is named",
    ),
    Metric("reused-operations", "share", "operations that several channels use", interfaces.reused_operations),
    Metric("operations-with-logic", "share", "operations that do more than pass on", interfaces.operations_with_logic),
    Metric(
        "composing-operations", "number", "operations that compose several backends", interfaces.composing_operations
    ),
    Metric("gateways", "number", "gateways and rules that pass requests on", interfaces.gateways),
    Metric("known-receivers", "share", "requests whose receiver is known", interfaces.known_receivers),
    Metric("requests-of-channels", "share", "calls of channels that are direct", interfaces.requests_of_channels),
    Metric("event-flows", "number", "topics between components", interfaces.event_flows),
    Metric("events-between-services", "share", "events among what joins services", interfaces.events_between_services),
    Metric("services", "number", "services", interfaces.services),
    Metric("fixed-hosts", "findings", "addresses of machines that are written in the code", interfaces.fixed_hosts),
    Metric(
        "findings-on-requests",
        "findings",
        "open findings on requests",
        interfaces.findings_on_requests,
        words="names of checks",
    ),
    Metric(
        "findings-on-routes",
        "findings",
        "open findings on routes",
        interfaces.findings_on_routes,
        words="names of checks",
    ),
    Metric(
        "own-interfaces",
        "findings",
        "interfaces of the team's own that do what a standard one does",
        interfaces.own_interfaces,
    ),
    Metric(
        "library-uses",
        "number",
        "places that use such a library",
        interfaces.library_uses,
        words="names of libraries, as imported or declared",
    ),
    Metric(
        "technology-uses",
        "number",
        "modules that use such a technology",
        interfaces.technology_uses,
        words="roles of technologies",
    ),
    # Front ends
    Metric(
        "shared-by-channels", "share", "channels that share modules with another channel", inside.shared_by_channels
    ),
    Metric("ui-toolkits", "number", "libraries that draw the screens", inside.ui_toolkits),
    Metric("headless", "share", "modules below the channels that draw nothing", inside.headless),
    Metric("files-named", "number", "files with such a name", inside.files_named, words="patterns of paths"),
    Metric(
        "findings-in-channels",
        "findings",
        "open findings in the user interface",
        inside.findings_in_channels,
        words="names of checks",
    ),
    # Data
    Metric(
        "channels-without-persistence",
        "share",
        "modules of the user interface that open no data store",
        inside.channels_without_persistence,
    ),
    Metric("stores", "number", "tables, collections and buckets", inside.stores),
    Metric("stores-with-one-owner", "share", "stores with one owner", inside.stores_with_one_owner),
    # Security
    Metric("guarded-routes", "share", "routes before which a caller is checked", inside.guarded_routes),
    Metric(
        "findings-in-code-and-settings",
        "findings",
        "open findings in code and settings",
        inside.findings_in_code_and_settings,
        words="names of checks",
    ),
    # Operations
    Metric(
        "services-with-health",
        "share",
        "services that say whether they are well",
        inside.services_with_health,
        words="last segments of paths",
    ),
    Metric(
        "observed-services",
        "share",
        "services that can be watched",
        inside.observed_services,
        words="roles of technologies",
    ),
    Metric("deployed-services", "share", "services whose start is described", inside.deployed_services),
    Metric("tests", "per module", "test files for each module", inside.tests),
)
"""The order is that of the documentation."""


def metric_named(name: str) -> Metric | None:
    return next((one for one in METRICS if one.name == name), None)
