"""The processes that a system is made of and who talks to whom; and what has to be known about technologies to see that."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from archlint.model.connections import IntegrationStyle

ComponentKind = Literal[
    "service",
    "library",
    "web-application",
    "mobile-application",
    "web-server",
    "gateway",
    "registry",
    "configuration-server",
    "authorization-server",
    "store",
    "search",
    "broker",
    "coordination",
    "tracing",
    "metrics",
    "dashboard",
    "administration",
    "logging",
    "mail-server",
    "repository",
    "website",
    "user",
]
"""What a component is for. A library is built beside the services and started by none of them alone; a website, a mail
server and a repository belong to somebody else.
"""


class Component(Struct, frozen=True):
    """Something that runs. `hosts` are the names by which others reach it, `file` and `line` where it is declared ("" where
    only others speak of it); `folder` is where its code lies. `is_outside` says that the project does not start it.
    """

    name: str
    kind: ComponentKind
    folder: str = ""
    hosts: tuple[str, ...] = ()
    technology: str = ""
    file: str = ""
    line: int = 0
    is_outside: bool = False


class Flow(Struct, frozen=True):
    """One component asks another: `source` begins, `target` answers; both are names of components.

    `kind` is what for ("request", "store", "message", ...). `evidence` holds the file and line of everything that says so,
    `style` how the two are joined where the one serves the other by requests or messages.
    """

    source: str
    target: str
    kind: str
    evidence: tuple[tuple[str, int], ...] = ()
    style: IntegrationStyle | None = None


class Architecture(Struct, frozen=True):
    """All of it: components by name, flows by source and target; one flow for a pair and a kind."""

    components: tuple[Component, ...] = ()
    flows: tuple[Flow, ...] = ()


class ComponentTechnology(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[[technologies]]` of rules/components.toml: what makes a component one of a kind. One sign is enough.

    `images`, `libraries` and `names` are patterns with `*` at the ends: of images without registry and tag, of libraries as
    build files declare them, of what source code uses. `commands` are words of the command that starts it, `words` those of
    names that tell where nothing else does. `schemes` are those of addresses that lead to it. `files` are patterns of
    configuration files that only it reads, `addresses` patterns of addresses that only lead to it. `label` is what it is
    called where nothing names it (`{of}` is who talks to it). `sees_all` says that it watches every container, `routes_all`
    that it passes requests on to every registered service where nothing else is configured.
    """

    name: str
    kind: ComponentKind
    label: str = ""
    images: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    sees_all: bool = False
    routes_all: bool = False


class FlowRule(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[[flows]]` of rules/components.toml: what shows that a component talks to one of a kind. One sign is enough.

    `toward` are kinds; `technologies` narrow them. `settings` are keys whose values are addresses, hosts or names of
    applications. `libraries` and `names` are as in ComponentTechnology. `outside` is the technology of the component that
    is made where an address leads out of the system, "" to make none. `backwards`: the other one begins.
    `unless` are settings (`key=value`, or a key with any value) that take the rule back where all their values agree.
    `messages` are technologies of messages, as rules about calls name them; `of` are technologies whose components talk to
    the only one of that kind by their nature. `implied` says that libraries and names alone speak for one outside where
    the project starts none; `without` are libraries and names beside which libraries and names say nothing; `own` that
    libraries say nothing of who only gets them with another part of the project.
    """

    kind: str
    toward: tuple[ComponentKind, ...]
    technologies: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    outside: str = ""
    backwards: bool = False
    unless: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    implied: bool = False
    own: bool = False


class ComponentKnowledge(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All of rules/components.toml.

    `starts` are names whose use means that a module is started by itself; `application_names` and `ports` settings that
    give a component its name and port; `quiet` settings whose addresses are no flows (patterns); `idle_images` images of
    containers that do no work of their own, `aside_names` names of containers of bought images that only prepare others,
    `test_images` images that tests are run in, also when made from;
    `default_files` names of the compose files that count before others; `entrances` kinds of components that users come in
    by; `pages` libraries and names whose use means that people are shown pages; `short` words of names by what they stand
    for; `endings` what names of containers end in that only says how they are started; `address_words` words at the end of
    a variable's name after which it holds an address, `scopes` beginnings of such names that say who may read them.
    """

    technologies: tuple[ComponentTechnology, ...] = ()
    flows: tuple[FlowRule, ...] = ()
    starts: tuple[str, ...] = ()
    application_names: tuple[str, ...] = ()
    ports: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()
    idle_images: tuple[str, ...] = ()
    aside_names: tuple[str, ...] = ()
    test_images: tuple[str, ...] = ()
    default_files: tuple[str, ...] = ()
    entrances: tuple[ComponentKind, ...] = ()
    pages: tuple[str, ...] = ()
    short: Mapping[str, str] = {}
    endings: tuple[str, ...] = ()
    address_words: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()

    def by_name(self) -> Mapping[str, ComponentTechnology]:
        """Technologies by their names."""
        return {one.name: one for one in self.technologies}
