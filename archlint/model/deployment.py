"""What files besides source code say about processes: settings, deployables, proxies, statements; each with its line.

Paths are POSIX and relative to the project; lines are 1-based; values are as written, placeholders (`${PORT:8080}`) included.
"""

from msgspec import Struct


class Setting(Struct, frozen=True, array_like=True):
    """A key with its value. Nested keys are joined by dots, places in lists are numbers (`spring.cloud.gateway.routes.0.uri`).

    `profile` is the one a value holds for, "" for all (`application-docker.yml`, `spring.config.activate.on-profile`).
    `for_name` is the application that a configuration server hands the file to (`config/customers-service.yml`), "" for
    the one whose folder it lies in.
    """

    key: str
    value: str
    file: str
    line: int
    profile: str = ""
    for_name: str = ""


class Variable(Struct, frozen=True, array_like=True):
    """A variable of a process's environment."""

    name: str
    value: str
    file: str
    line: int


class Deployable(Struct, frozen=True, array_like=True):
    """Something that is started by itself, as one file declares it.

    `origin` says by what: "compose", "kubernetes", "dockerfile", "procfile", "maven", "gradle", "npm", "python", "serverless",
    "cloudfoundry", "helm" (a chart that another is started with).
    `hosts` are the names by which others reach it. `folder` is where its code lies as far as the file says so (a build
    context, the folder of the manifest), "" where it does not. `image` as written, `ports` as `outside:inside` or `inside`.
    `uses` are names of deployables it waits for or is linked to; `libraries` what a build file declares
    (`group:artifact`, npm and Python names without versions).
    """

    name: str
    origin: str
    file: str
    line: int
    folder: str = ""
    hosts: tuple[str, ...] = ()
    image: str = ""
    ports: tuple[str, ...] = ()
    environment: tuple[Variable, ...] = ()
    uses: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    command: str = ""
    labels: tuple[Variable, ...] = ()
    """What is noted on a container for others that watch it: a gateway, a monitor."""
    dockerfile: str = ""
    """The file that its image is built by, "" where no file says so."""
    library_lines: tuple[int, ...] = ()
    """The line of each library, () where the file is not told by lines."""


class Proxy(Struct, frozen=True, array_like=True):
    """A rule by which one process passes requests on to another: nginx, Spring Cloud Gateway, Zuul, Ingress, a dev server.

    `path` is what is matched: a prefix ends in `/**`; `{}` stands for one segment. `target` is where requests go, as
    written (`lb://customers-service`, `http://api:8080/v2/`, `http://${API_HOST}`). `strip` is how many leading segments
    are taken off, `prefix` what is then put in front; `rewrite` is a regular expression and its replacement, () for none.
    `methods` are upper case, () for all. `folder` is the folder of the process that passes on, "" where unknown.
    """

    path: str
    target: str
    file: str
    line: int
    methods: tuple[str, ...] = ()
    strip: int = 0
    prefix: str = ""
    rewrite: tuple[str, ...] = ()
    folder: str = ""
    origin: str = "gateway"
    """"ingress" for what only lets requests into a cluster."""


class ServedOperation(Struct, frozen=True, array_like=True):
    """One operation that a contract promises. Of an OpenAPI document: `method` upper case ("ANY" where none), `path` with the
    document's base path. Of a service in a .proto file: `GRPC` and `/package.Service/Method`, with the service as its title.
    Of a GraphQL schema: `QUERY`, `MUTATION` or `SUBSCRIPTION` and `/graphql#field`.
    """

    method: str
    path: str
    operation_id: str
    file: str
    line: int
    title: str = ""
    version: str = ""


class Channel(Struct, frozen=True, array_like=True):
    """A channel of an AsyncAPI document; `direction` is "publish" or "subscribe" as seen by the application described, "" in
    version 2, which is written from both points of view. `also` are names that brokers know it by.
    """

    topic: str
    direction: str
    file: str
    line: int
    title: str = ""
    also: tuple[str, ...] = ()


ROUTE_NAME = "route:"
"""What the address of a page's request begins with where it names a route."""


class PageRequest(Struct, frozen=True, array_like=True):
    """A request that a page makes by itself: a form, a button, an `hx-` attribute. `address` has `{}` for what a template
    fills in, and is `route:NAME` where it names a route. A document of GraphQL is one, too: `/graphql#field`.
    """

    method: str
    address: str
    file: str
    line: int
    technology: str = "HTML"
    name: str = ""
    """Of a document of GraphQL: that of its operation."""


class Statement(Struct, frozen=True, array_like=True):
    """What a file that is no source code says of tables: `sql` is a statement as written, placeholders included; `creates` the
    table that a migration makes, `keeps` that of a model, "" where `sql` says all. `of` is the method it belongs to
    (`shop.OrderMapper.find`), or the model.
    """

    file: str
    line: int
    sql: str = ""
    creates: str = ""
    technology: str = ""
    of: str = ""
    keeps: str = ""


class Step(Struct, frozen=True, array_like=True):
    """A step of a process that a workflow engine hands out: whoever asks for its topic carries it out."""

    file: str
    line: int
    topic: str
    technology: str


class Deployment(Struct, frozen=True):
    """All of it, sorted by file and line. `problems` say `file:line: what` could not be read, `fronts` are the pages that a
    browser opens first (`index.html`).
    """

    settings: tuple[Setting, ...] = ()
    deployables: tuple[Deployable, ...] = ()
    proxies: tuple[Proxy, ...] = ()
    operations: tuple[ServedOperation, ...] = ()
    channels: tuple[Channel, ...] = ()
    pages: tuple[PageRequest, ...] = ()
    statements: tuple[Statement, ...] = ()
    steps: tuple[Step, ...] = ()
    problems: tuple[str, ...] = ()
    fronts: tuple[str, ...] = ()
