"""What is known about the calls, decorators and base classes by which code serves, asks, publishes and stores: data, not code.

An ApiRule says which calls it is about and where in such a call the address, the method or the topic stands. Calls are named
by what they are called on: `requests.get`, `fastapi.APIRouter().get` (a method of what that call gives),
`org.springframework.web.client.RestTemplate().getForObject` (a method of an object of that type). In a name `{verb}` stands for
a method of HTTP (`GET`, `Get`, `get`), `*` for one name, `**` for anything, `->0` for the first thing that a function which
was handed to a call is called with, `?x` for a parameter `x` of which nothing is known,
`own:X.y` for the function `y` of the project's class `X` (`own:y` for one in no class),
`shape:x` for a call by the last name `x` that no other rule is about, `missing:` for what is imported from a path of the
project at which nothing lies. `{service}` and `{operation}` are the names of a service
and of one of its operations that a .proto file of the project declares, `{document}` that of an operation in its documents of
GraphQL, `{procedure}` the names on the way to a procedure.
"""

from typing import Literal

from msgspec import Struct

RuleKind = Literal[
    "route", "router", "mount", "resource", "file-route", "request", "client",
    "publication", "subscription", "store", "setting", "address", "type", "gateway", "proxy",
    "origins", "guard", "binding", "rewriting", "database", "action", "partner", "hand", "take", "passing", "configuration",
    "served",
]  # fmt: skip

Selectors = tuple[str, ...]
"""Where something stands; the first that is there counts.

`0` is the first argument, `-1` the last, `1:` all from the second on, `url` a keyword or an element of an annotation, `0.url`
an entry of an object in it, `0.urls.0` the first item of a list in that, `0.query()` what the function there gives, `0.~path`
the first argument of the call `path` in it, `0.~path:1` the second, `0.~header(TOPIC)` that after `TOPIC`, `=GET` the word
itself, `/1` the second argument if it is a path. `^base_url` is an argument of the call that made the object, `%create.0` one
of a call of that last name in the same file, `%%create.0` in that or those that it imports, `&setMethod.0` the next of that
name in the same function, `~uri.0` one of an earlier call of the chain by its name, `>before.0` one of a later one, `~~path.0`
those of all as one address, `$options.method` an entry of what a name stands for there, `.defaults.baseURL` an attribute of
the object, `of.0` what the type is generic in, `collection.0` the plural of what the marked class is generic in.
`class.SELECTOR` looks into the mark of the class around (see `class_marks`), `beside.SELECTOR` into another mark of the same
function (see `beside_marks`). `marked` is what carries the mark, `function` the function of the project that is called,
`parameter.0` the type of the marked function's first parameter, `declared.SELECTOR` looks into a mark of the field or
parameter whose method is called, `function.SELECTOR` looks into a mark of that function, `project.1` is the second argument if
that is a function of the project with a parameter, `own.bean` the name of the class as a bean, `own:path` what the class
around binds to a name, `=/api/{own:version}/{own.lower}` a text with such things and the name of that class in lower case
where all of them are there, `{own.full}` its full name, `={marked}` the name of what carries the mark, `={marked.kebab}` with
hyphens, `written.on` what the object is called whose method is called, `written.0` what the first argument is called, `0.*`
the names of an object's entries. `name` is the last name of what is read, `self` the object whose method is called, `text`
that where it is a text, `receiver` the name it is read by (`db.users.find()`: `users`). `unknown` is something of which
nothing is known.
"""

Protocol = Literal["", "grpc", "graphql", "procedures"]
"""What a route or a request goes by: HTTP, or operations of gRPC, of GraphQL and of routers that are objects of procedures."""


class ApiRule(Struct, frozen=True, forbid_unknown_fields=True):
    """`calls`, `marks` (decorators, annotations) or `bases` say what it is about; see the module for their form.

    `least` is the fewest arguments a call must have, `most` the most. `class_marks` are marks of the class around that are
    looked at for `class.` selectors; with `within_marked` the rule holds only inside such a class, `outside_marked` names marks
    under which it does not hold. `method` defaults to the verb in the name, then to `default_method`, which of a `resource` is
    empty where nothing is served of which no class is known. `type` of a `type` rule is what its calls give, `0` an object of
    the type (or the function) that is their first argument, `0()` what the function gives that is, `[0]` a list that begins
    with the argument, `{current}` an object that has it under that name, `{...}` an object with the entries of all arguments.
    `actions` of a `resource`
    say by the name of a function which method and path it serves, of a `file-route` which method, `inherited` which of them a
    base class brings along. A `client` with a `child` is made of an interface, whose paths are all behind its `base`.
    """

    kind: RuleKind
    language: str = ""
    technology: str = ""
    calls: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    least: int = 0
    most: int = 99
    method: Selectors = ()
    default_method: str = "ANY"
    path: Selectors = ()
    prefix: Selectors = ()
    base: Selectors = ()
    host: Selectors = ()
    """Like `base`, of a name or an address that stands for a host even where no scheme is written."""
    child: Selectors = ()
    """Of a `mount`: what is mounted. `=*` is all of the component, `=within` what stands in the call, `=within:group` in the
    earlier call `group` of the same chain, `=version` that versions are served, `=result` the class of what the marked function
    gives, `=made` what the call makes, `=contract` that the contract beside it is served behind the prefix.
    """
    spared: Selectors = ()
    """Of a `mount` of all of a component: the paths that nothing is put before."""
    parent: Selectors = ()
    """Of a `mount`: the router that it is mounted at, where that is not the object it is called on; `=made` is what the call
    makes, which then serves all of the list that is its `child`, `=class` the class around. Of a `router`: `self` where the
    call puts its `prefix` before all that the object serves.
    """
    nested: str = ""
    """Of a `mount` whose call is handed a list of objects with a `child` and a `prefix` each: the entry of such an object that
    holds more of them, behind its own path. Of a `router`: the argument that names an entry of the router that is its `parent`,
    behind whose path `{NAME_pk}` its own routes lie.
    """
    named: Selectors = ()
    """Of a `mount`: the name of what is mounted, which may be a library's that is not read."""
    handler: Selectors = ()
    topic: Selectors = ()
    name: Selectors = ()
    default: Selectors = ()
    target: Selectors = ()
    strip: Selectors = ()
    """Of a `gateway`: how many segments it takes off a path before it passes a request on. Of a `proxy`: `=path` where it is
    handed what stands behind the path it is asked by, `=mount` where that is what stands behind its router's. Its options are
    at `value` where `target` does not hold them.
    """
    rewrite: Selectors = ()
    """Of a `gateway`: the pattern of what it replaces in a path, and by `rewrite_to` what it puts there."""
    rewrite_to: Selectors = ()
    put_before: Selectors = ()
    """Of a `gateway`: what it puts before a path, and by `send_to` what it asks for in its place."""
    send_to: Selectors = ()
    type: str = ""
    class_marks: tuple[str, ...] = ()
    class_beside_marks: tuple[str, ...] = ()
    """Marks of the class around that `class-beside.SELECTOR` looks at, besides those of `class_marks`."""
    within_marked: bool = False
    outside_marked: tuple[str, ...] = ()
    actions: dict[str, str] = {}
    limited_by: str = ""
    """Of one with `actions`: the attribute by which a class says which methods it lets through."""
    inherited: dict[str, tuple[str, ...]] = {}
    access: Literal["owns", "creates", "reads", "writes"] = "owns"
    """Of a `store`: what is done to it; who "creates" a table in a migration owns it where no model does."""
    is_query: bool = False
    """Whether `name` is a statement in SQL that speaks of tables."""
    naming: Literal["", "snake", "humps", "letters", "lower", "camel", "title", "plural", "plural-title", "app"] = ""
    """Of a `store`: how a mapper names the table of a class that does not say it. `humps` and `letters` are `snake` but for
    capitals beside each other: HTTPLog is `http_log`, `httplog` and `h_t_t_p_log`.
    """
    entity: Selectors = ()
    """Of a `store`: the name of a model, of which `naming` makes that of its table where `name` is not there."""
    as_is: Selectors = ()
    """Of those: what is true where the name of a model is that of its table."""
    heirs_within: bool = False
    """Of a `store`: whether a model that extends another one is kept in the table of that, unless it says another itself."""
    apart: tuple[str, ...] = ()
    """Of one with `heirs_within`: what a mark of the model at the top names where each heir has its own table: `JOINED`."""
    unless: tuple[str, ...] = ()
    """Of a `store`: names that the class itself binds where it is none (`Meta.abstract`), unless to `False`; `(empty)` where it
    binds nothing and others are made of it. Of a `file-route`: what the file exports where it is none.
    """
    made_by: tuple[str, ...] = ()
    """Of a `file-route`: what makes that which the file exports; a file that exports something else is none."""
    only: tuple[str, ...] = ()
    """Of a `store`: names of which the class itself must bind one; `(table)` is a keyword of the class."""
    on: Literal["", "function", "class", "field"] = ""
    """What marks must stand on; those of routes and requests stand on functions unless it says otherwise. "field" is a field or
    a parameter, where there are types in `returns` one that is declared with one of these.
    """
    beside_marks: tuple[str, ...] = ()
    """Marks of the same function that `beside.SELECTOR` looks at."""
    before: Selectors = ()
    """Of a `mount`: what stands before its `prefix`."""
    mounted: bool = False
    """Of a `route`: whether it is one only where the class around is mounted somewhere. Of a `request`: only where a `client`
    is made of the interface around.
    """
    through: str = ""
    """Of a `request`: the method of a client by which all others go, with a method and an address: where a class of the project
    overrides it, the address is what that hands on.
    """
    verb_first: bool = False
    """Whether a path begins with the method that it is of: `GET /bills`."""
    resolved: bool = False
    """Of a `request`: whether a path that begins with a slash stands in the place of all the path of its `base`."""
    replaces: bool = False
    """Of a `mount`: whether its `prefix` stands in the place of the one that the child is made with."""
    called: tuple[str, ...] = ()
    """Of a `mount`: what the child must be called: `ninja.NinjaAPI().urls`; something else is not mounted."""
    is_pattern: bool = False
    """Of a `route`: whether its path is a regular expression."""
    suffix: Selectors = ()
    """Of a `route`: what follows the names of its `actions`, after a `_`."""
    hands: bool = False
    """Of a `mount`: whether what is mounted is a function that is called with the router."""
    folder: Selectors = ()
    """Of a `mount`: the folder whose files are all mounted, each under the folders it lies in."""
    foreign: bool = False
    """Whether what is called must be nothing that the project declares: that is followed to what it calls in turn."""
    literal: bool = False
    """Whether the address must be written in the call itself, as a path or beginning with `http`."""
    host_settings: tuple[str, ...] = ()
    """The settings that say where the host of that name is: `clients.{}.url`."""
    restricted: dict[str, str] = {}
    """Of a `route`: marks of the function that answers which say its methods, with where they stand (`0`) or which they are
    (`GET HEAD`).
    """
    member: Selectors = ()
    """Of an `action`, a function of a class that is registered as a resource: whether it is about one of them, so that `prefix`
    stands before its path.
    """
    each: Selectors = ()
    """The object each of whose entries the rule is about; the other places are looked for in the entry first. Of a `route`: the
    list each of whose items is one: a list of what a call would be given, or an object that is its first argument; or the
    object each of whose entries is one, whose key, `GET /bills`, gives `name` and `method`. With `files` it is what a file
    exports under that name. Of a `hand`: the list each of whose objects has under `name` where it is put what it has under one
    of `value`, or what the function there gives.
    """
    version: Selectors = ()
    """Of a `route`: the version that stands before its path where versions are served at all."""
    needing: Selectors = ()
    """The rule holds only where one of these is there."""
    without: Selectors = ()
    """The rule does not hold where one of these is there."""
    settings: tuple[str, ...] = ()
    """Of a `mount`: the settings that give the path before all routes of a component, the first that is set; one that begins
    with a slash gives what stands behind that.
    """
    uses: tuple[str, ...] = ()
    """Libraries of which the file must use one; of a `served` one file of the component."""
    libraries: tuple[str, ...] = ()
    """Of a `served`: what manifests call a library that serves the `path`s by itself, wherever it is used:
    `*:spring-boot-starter-actuator` serves `/actuator/**`. The `settings` say what stands there instead of the first segment.
    No route is made of that: a request which nobody else answers may be answered there. One with `calls` says the path in a
    call.
    """
    passes_on: bool = False
    """Of a `served`: whether it passes requests on to the service that the first segment of their path names. One of its
    `settings` is true then, where it has any, and none of those in `without` is there.
    """
    topic_settings: tuple[str, ...] = ()
    """Of a `publication` or `subscription`: the settings that say which topic is behind a name:
    `spring.cloud.stream.bindings.{}.destination`.
    """
    declares: bool = False
    """Of those: a declaration, which is only told where nothing is seen that is sent or read by it."""
    but: tuple[str, ...] = ()
    """Of those: topics that are the library's own and no messages: `connection`."""
    settled: bool = False
    """Of those: whether only names count for which the component has one of these settings."""
    last_piece: bool = False
    """Of those: whether a queue or topic goes by the end of its address: `usage` of `https://sqs.eu-west-1.amazonaws.com/1/usage`."""
    returns: tuple[str, ...] = ()
    """Of a mark: the types of which the function must be declared to return one."""
    value: Selectors = ()
    """Of a `hand`: what is handed over, to whoever takes what is there under the `name` (without one: by what the call makes;
    `=type`: whoever declares the type that the marked function gives, `named` says its own name); with `bases` the objects of
    such classes have it in a field of that name. A `take` gives what was handed over under its first argument, or under its
    `name` to a function: `x->1.extra` is an entry of what such a function is handed by `x`. Of a `passing`: what the `child` is
    called with, a function that the call is handed: `0`, or `1:` for all from the second on. Of a `configuration`: an object of
    settings, a function that gives one, or a list of such; their keys stand behind the `name`.
    """
    later: dict[str, str] = {}
    """By the names of calls that come later in the same chain which method they say, or the place of it in what they are given;
    `build` says which it is where no other does, `none` that the call serves nothing by itself.
    """
    after: tuple[str, ...] = ()
    """Of a `take`: what the parameters of a function are called that gets in the next one what was handed over under the
    `name`.
    """
    shared: tuple[str, ...] = ()
    """Of a `hand`: objects whose entries all objects have that the framework makes: `config.globalProperties`."""
    roots: tuple[str, ...] = ()
    """Of a `route` or `resource`: the settings that name the module whose routes are served (`ROOT_URLCONF`): a module that
    neither they nor any other module speaks of has none.
    """
    state: tuple[str, ...] = ()
    """Of a `hand`: where an object that the framework makes of a literal has what its functions call `this.{}`: `data().{}` for
    an entry of what the function `data` of the literal gives.
    """
    rewrites: tuple[str, ...] = ()
    """Of a `rewriting`: what its function gives another value where it changes addresses: `url`. Requests of the technology
    that nobody answers are not known to be wrong then.
    """
    queue: Selectors = ()
    """Of a `binding`: the queue that gets what is published with the `topic`. A queue goes by what it is bound to. One with a
    `prefix` says by its arguments what stands before all topics that marks of its technology name.
    """
    says: tuple[str, ...] = ()
    """Words of which one stands in every file that the rule is about: those without are not looked into for its sake."""
    widespread: bool = False
    """Whether it is used everywhere, so that no file is looked into for its sake alone."""
    protocol: Protocol = ""
    """Of a `route` or `request`: `service` and `operation` say which operation of gRPC it is, `operation` and `method` which
    field of a GraphQL schema, `document` is the text of a GraphQL document or what is named after one, `members` a class or
    object with a field or function for each operation. A class that rules are about by its bases has its functions. Of
    `procedures`, `members` are routers: `actions` say by the last call of an entry what it is, what else a router gives is a
    router inside; requests say the way to one where the name of a call has `{procedure}`; `prefix` is what stands before it.
    """
    service: Selectors = ()
    operation: Selectors = ()
    document: Selectors = ()
    members: Selectors = ()
    camel: bool = False
    """Of a `route`: whether names in snake_case are served in camelCase."""


class IdleEntry(Struct, frozen=True):
    """What of a project's own entry matches nothing: `entry` counts the `[[connections]]`, `key` is what of it ("" for all of
    it) and `what` stands there; `why` says it in words and `near` what may have been meant, "" where nothing is like it.
    """

    entry: int
    key: str
    what: str
    why: str
    near: str = ""
