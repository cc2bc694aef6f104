"""Both ends of what crosses processes: routes, requests, events and stores, where they are and how they join."""

from typing import Literal

from msgspec import Struct

RequestStatus = Literal["linked", "ambiguous", "external", "unresolved", "dangling"]
"""linked: one route answers. ambiguous: several do, in several components. external: it goes to a host outside. dangling:
whom it is sent to is known, and nobody there answers. unresolved: it cannot be known where it goes.
"""


BY_CALLERS = "its callers give the address"
"""`Request.why` of one that stands in a function whose callers say where it goes: those are told by themselves."""
NO_ENDPOINT = "a page or a file, not an endpoint"
"""`Request.why` of one for something that no function answers."""


OPERATION_METHODS = ("GRPC", "QUERY", "MUTATION", "SUBSCRIPTION")
"""`method` of routes and requests that are operations: of gRPC with `/package.Service/Method` as their path, of GraphQL with
`/graphql#field`, whatever address the schema is served at; of routers of procedures with the way to one, `/trpc#bill.pay`.
"""

MessageStyle = Literal["messaging", "event"]
IntegrationStyle = Literal["direct API", "messaging", "event"]
"""How two ends are joined: by a request that waits for its answer, by a message to one receiver, by an event to whoever listens
(rules/standards/integration-patterns.toml).
"""


def protocol_of(method: str) -> Literal["http", "grpc", "graphql"]:
    """What an end with that method goes by."""
    if method not in OPERATION_METHODS:
        return "http"
    return "grpc" if method == OPERATION_METHODS[0] else "graphql"


class Endpoint(Struct, frozen=True):
    """A place in the code (or in a configuration file) where something is served, asked, published or read.

    `unit` is the qualified name of the function around, "" at module level; `component` and `layer` as in the graph.
    """

    file: str
    line: int
    component: str = ""
    layer: str = ""
    part: str = ""
    unit: str = ""


class Route(Endpoint, frozen=True, kw_only=True):
    """`method` is upper case, "ANY" for all. `path` begins with a slash; `{name}` is one segment, `{*name}` or `**` the rest.

    `target` is set where requests are passed on instead of answered: the address, and `passes` how the path changes.
    `handler` names the unit that answers; `guards` what is asked before (decorators, dependencies, middleware), as far as that
    speaks of authentication. `public` says that everybody may ask on purpose: the code says so, or the path does (`/health`).
    """

    method: str
    path: str
    technology: str = ""
    handler: str = ""
    target: str = ""
    guards: tuple[str, ...] = ()
    public: bool = False


class Request(Endpoint, frozen=True, kw_only=True):
    """`path` as it is sent, what cannot be known as `{}` or `{name}`; `host` as far as it is known ("" is the own origin).

    `routes` index the routes that answer, `via` those that pass it on, in order; `why` says what cannot be told, and of a
    linked one what is only taken to be so.
    """

    method: str
    path: str
    host: str = ""
    fixed: bool = False
    """Whether the host is written in the code itself, and no setting can change it."""
    technology: str = ""
    status: RequestStatus = "unresolved"
    routes: tuple[int, ...] = ()
    via: tuple[int, ...] = ()
    why: str = ""
    style: IntegrationStyle = "direct API"


class Message(Endpoint, frozen=True, kw_only=True):
    """A publication or a subscription; `topic` is the channel, queue, exchange or event."""

    topic: str
    technology: str = ""
    style: MessageStyle = "event"


class StoreUse(Endpoint, frozen=True, kw_only=True):
    """A table, collection or bucket and who declares or touches it: `access` is "owns", "reads" or "writes".

    A model owns the table it is kept in, and where none is seen the migration that creates it; a repository, a query in code
    and the like only touch it.
    """

    name: str
    technology: str = ""
    access: str = "owns"
    migrated: bool = False
    """Whether it is a migration that says so, not a model: nothing depends on that."""
    through: str = ""
    """The module that `unit` stands in where `file` is none: the interface of a mapper whose statements are in XML."""

    @property
    def module(self) -> str:
        """The module that touches it; where no code does, the file that says so."""
        return self.through or self.file


class Database(Endpoint, frozen=True, kw_only=True):
    """A database that a component is told to use or connects to, and where: `postgresql://ledger-db/bank`, without who logs in;
    of a server nothing but `mongodb://documents`.
    """

    address: str


class Partner(Endpoint, frozen=True, kw_only=True):
    """A service that code names as whom it speaks to: `host` is its name or an address. What it asks may be seen nowhere."""

    host: str
    technology: str = ""


class Connections(Struct, frozen=True):
    """All of a system, each in the order of files and lines. `followed` is False where nobody asked."""

    routes: tuple[Route, ...] = ()
    requests: tuple[Request, ...] = ()
    publications: tuple[Message, ...] = ()
    subscriptions: tuple[Message, ...] = ()
    stores: tuple[StoreUse, ...] = ()
    databases: tuple[Database, ...] = ()
    partners: tuple[Partner, ...] = ()
    followed: bool = True
