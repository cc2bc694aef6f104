"""Every metric that a criterion may name, in one table: name, unit, definition, and what measures it."""

from typing import Literal, NamedTuple

from archlint.measures.maturity import inside, interfaces, layering
from archlint.measures.maturity.seen import Measure

Unit = Literal["share", "number", "findings", "per module"]


class Metric(NamedTuple):
    """`title` reads after "the"; `definition` says what is counted, and when there is nothing to measure. `words` says what the
    words of a criterion mean to it, "" where it takes none.
    """

    name: str
    unit: Unit
    title: str
    definition: str
    measure: Measure
    words: str = ""


METRICS: tuple[Metric, ...] = (
    # Layers, balance, journeys
    Metric(
        "allowed-dependencies",
        "share",
        "dependencies between layers that the declaration allows",
        "Allowed dependencies of all that lead from one layer to another, excepted ones counted as not allowed.",
        layering.allowed_dependencies,
    ),
    Metric(
        "channels-by-enablement",
        "share",
        "dependencies of channels that lead to the enablement layer",
        "Of the dependencies (imports, requests, events) from layers of the user interface to others, those that "
        "lead to an enablement layer; the others lead to a backend. Nothing without both tiers.",
        layering.channels_by_enablement,
    ),
    Metric(
        "layers-in-band",
        "share",
        "layers whose share of the logic is in its band",
        "Of the layers with a band in [balance]. Nothing without bands, or with too little logic to judge.",
        layering.layers_in_band,
    ),
    Metric(
        "logic-in-enablement",
        "share",
        "logic that the enablement layers hold",
        "Decisions in enablement layers of those in all layers.",
        layering.logic_in_enablement,
    ),
    Metric(
        "logic-in-channels",
        "share",
        "logic that the user interface holds",
        "Decisions in layers of the user interface of those in all layers.",
        layering.logic_in_channels,
    ),
    Metric(
        "open-findings",
        "findings",
        "open findings on modules in layers",
        "Open findings of the checks that the words name. Nothing where one of them did not run.",
        layering.open_findings,
        words="names of checks",
    ),
    Metric(
        "complete-journeys",
        "share",
        "journeys that can be followed to their end",
        "Of [[journeys]], those whose screens all lead to a system behind without a step that is not known.",
        layering.complete_journeys,
    ),
    Metric(
        "journeys-in-channels",
        "share",
        "journeys that begin in several channels",
        "Of [[journeys]], those whose screens lie in two channels or more.",
        layering.journeys_in_channels,
    ),
    Metric(
        "journeys-moved",
        "share",
        "way that journeys have moved to the target",
        "The mean over [[journeys]] of the share of modules that no longer belong to today's architecture. "
        "Nothing without [transition].",
        layering.journeys_moved,
    ),
    Metric(
        "channels",
        "number",
        "channels",
        "Parts of the layers of the user interface that hold modules.",
        layering.channels,
    ),
    # Interfaces and integration
    Metric(
        "routes",
        "number",
        "routes",
        "What answers requests, outside of tests.",
        interfaces.routes,
    ),
    Metric(
        "documented-routes",
        "share",
        "routes that an OpenAPI document declares",
        "Of the routes of all components; a document speaks for the component that serves it.",
        interfaces.documented_routes,
    ),
    Metric(
        "standard-routes",
        "share",
        "routes that follow a standard interface",
        "Routes that the catalogue knows, in a version and with a resource that it has, of all routes.",
        interfaces.standard_routes,
        words="catalogues, any where none is named",
    ),
    Metric(
        "standard-interfaces",
        "number",
        "standard interfaces that are offered",
        "Numbers of the catalogue with at least one route.",
        interfaces.standard_interfaces,
        words="catalogues, any where none is named",
    ),
    Metric(
        "current-versions",
        "share",
        "uses of standard interfaces that are in order",
        "Of all places where a standard interface is offered, used or documented, those whose version is current "
        "and whose resource exists.",
        interfaces.current_versions,
        words="catalogues, any where none is named",
    ),
    Metric(
        "reused-operations",
        "share",
        "operations that several channels use",
        "Of the operations of the enablement layer that some channel uses.",
        interfaces.reused_operations,
    ),
    Metric(
        "operations-with-logic",
        "share",
        "operations that do more than pass on",
        "Operations of the enablement layer that decide, filter or compose, of all that are classified.",
        interfaces.operations_with_logic,
    ),
    Metric(
        "composing-operations",
        "number",
        "operations that compose several backends",
        "Operations of the enablement layer that ask two backends or more.",
        interfaces.composing_operations,
    ),
    Metric(
        "gateways",
        "number",
        "gateways and rules that pass requests on",
        "Components of the kind gateway, and routes that hand requests on.",
        interfaces.gateways,
    ),
    Metric(
        "known-receivers",
        "share",
        "requests whose receiver is known",
        "Requests that a route of the project answers or that go to a named host outside, of all requests in the code.",
        interfaces.known_receivers,
    ),
    Metric(
        "requests-of-channels",
        "share",
        "calls of channels that are direct",
        "Of the requests and events by which the user interface reaches other layers, the requests.",
        interfaces.requests_of_channels,
    ),
    Metric(
        "event-flows",
        "number",
        "topics between components",
        "Topics that one component publishes and another one reads.",
        interfaces.event_flows,
    ),
    Metric(
        "events-between-services",
        "share",
        "events among what joins services",
        "Of the requests and events from one component below the channels to another, the events.",
        interfaces.events_between_services,
    ),
    Metric(
        "services",
        "number",
        "services",
        "Components that answer requests.",
        interfaces.services,
    ),
    Metric(
        "fixed-hosts",
        "findings",
        "addresses of machines that are written in the code",
        "Open findings of hard-wired-host, among requests whose host is known.",
        interfaces.fixed_hosts,
    ),
    Metric(
        "findings-on-requests",
        "findings",
        "open findings on requests",
        "Open findings of the checks that the words name. Nothing without requests, or where a check did not run.",
        interfaces.findings_on_requests,
        words="names of checks",
    ),
    Metric(
        "findings-on-routes",
        "findings",
        "open findings on routes",
        "Open findings of the checks that the words name. Nothing without routes, or where a check did not run.",
        interfaces.findings_on_routes,
        words="names of checks",
    ),
    Metric(
        "own-interfaces",
        "findings",
        "interfaces of the team's own that do what a standard one does",
        "Open findings of non-standard-api among the routes. Nothing where [standards] requires no catalogue.",
        interfaces.own_interfaces,
    ),
    Metric(
        "library-uses",
        "number",
        "places that use such a library",
        "Modules that import a library by one of these names, and build files that declare it.",
        interfaces.library_uses,
        words="names of libraries, as imported or declared",
    ),
    Metric(
        "technology-uses",
        "number",
        "modules that use such a technology",
        "Modules that import a library of one of these roles (rules/technologies).",
        interfaces.technology_uses,
        words="roles of technologies",
    ),
    # Front ends
    Metric(
        "shared-by-channels",
        "share",
        "channels that share modules with another channel",
        "Of the channels, those that import a module of the user interface, or one in no layer, which another "
        "channel imports as well. Nothing with fewer than two channels.",
        inside.shared_by_channels,
    ),
    Metric(
        "ui-toolkits",
        "number",
        "libraries that draw the screens",
        "Different UI toolkits in the user interface. Nothing where none is known.",
        inside.ui_toolkits,
    ),
    Metric(
        "headless",
        "share",
        "modules below the channels that draw nothing",
        "Modules of enablement and backend layers that use neither a UI toolkit nor templates.",
        inside.headless,
    ),
    Metric(
        "files-named",
        "number",
        "files with such a name",
        "Files whose path matches one of the patterns.",
        inside.files_named,
        words="patterns of paths",
    ),
    Metric(
        "findings-in-channels",
        "findings",
        "open findings in the user interface",
        "Open findings of the checks that the words name. Nothing without a user interface, or where a check did "
        "not run.",
        inside.findings_in_channels,
        words="names of checks",
    ),
    # Data
    Metric(
        "channels-without-persistence",
        "share",
        "modules of the user interface that open no data store",
        "Modules of the user interface without a library for databases or search.",
        inside.channels_without_persistence,
    ),
    Metric(
        "stores",
        "number",
        "tables, collections and buckets",
        "Names of stores that the code declares, reads or writes.",
        inside.stores,
    ),
    Metric(
        "stores-with-one-owner",
        "share",
        "stores with one owner",
        "Of the stores that are declared or written, those of one component only.",
        inside.stores_with_one_owner,
    ),
    # Security
    Metric(
        "guarded-routes",
        "share",
        "routes before which a caller is checked",
        "Of the routes of the uppermost enablement layer (of all routes without one), those with a guard that can be "
        "seen or a mark that they are for everybody. Nothing where no route has a guard: it may stand elsewhere.",
        inside.guarded_routes,
    ),
    Metric(
        "findings-in-code-and-settings",
        "findings",
        "open findings in code and settings",
        "Open findings of the checks that the words name. Nothing where one of them did not run.",
        inside.findings_in_code_and_settings,
        words="names of checks",
    ),
    # Operations
    Metric(
        "services-with-health",
        "share",
        "services that say whether they are well",
        "Components that answer requests, among them one at a path that ends in one of the words.",
        inside.services_with_health,
        words="last segments of paths",
    ),
    Metric(
        "observed-services",
        "share",
        "services that can be watched",
        "Components that answer requests and use a library of one of these roles.",
        inside.observed_services,
        words="roles of technologies",
    ),
    Metric(
        "deployed-services",
        "share",
        "services whose start is described",
        "Components that answer requests and have a Dockerfile, a compose service or a manifest of a platform.",
        inside.deployed_services,
    ),
    Metric(
        "tests",
        "per module",
        "test files for each module",
        "Files that match the patterns of [project] tests, by the modules that are judged.",
        inside.tests,
    ),
)
"""The order is that of the documentation."""


def metric_named(name: str) -> Metric | None:
    return next((one for one in METRICS if one.name == name), None)
