"""By which words code gives away that it knows its channels, and which words are too frequent to decide anything. Data of
rules/channels.toml and rules/decisions.toml.
"""

from msgspec import Struct


class ChannelWords(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """rules/channels.toml. Names are words joined by hyphens, lower case: `userAgent` is `user-agent`."""

    names: tuple[str, ...] = ()
    """Names by which code asks which channel or user group it serves: the end of a name."""
    versions: tuple[str, ...] = ()
    """Names of what only a channel has, compared with numbers: `app-version`."""
    not_names: tuple[str, ...] = ()
    """Ends of names that mean another kind of channel."""
    owners: tuple[str, ...] = ()
    """Last words of objects whose platform is their own: `app.platform`."""
    endings: tuple[str, ...] = ()
    """Words that may stand behind a name: `channelType`."""
    values: tuple[str, ...] = ()
    """The channels and user groups that there are. Parts of the user interface are known besides."""
    shapes: tuple[str, ...] = ()
    """The channels by which functions, payloads and routes are named, without those that are words of many domains."""
    not_shapes: tuple[str, ...] = ()
    """Words with which a channel in front of a name means something else: `WebSocket…`."""
    waits: tuple[str, ...] = ()
    """Verbs that go with `for`: `waitForApp` is made for nobody."""
    ambiguous: tuple[str, ...] = ()
    """Words of the domain that may be the name of a part of the user interface as well: they shape no name."""
    payloads: tuple[str, ...] = ()
    """Last words of classes that hold what is handed to a channel."""
    screens: tuple[str, ...] = ()
    """Last words of routes that serve one screen: `/invoicePage`."""
    questions: tuple[str, ...] = ()
    """Methods that compare a name with a value."""
    routes: tuple[str, ...] = ()
    """Ends of the names of calls and annotations that take a route."""
    web: tuple[str, ...] = ()
    """Roles of technologies that serve routes."""
    messaging: tuple[str, ...] = ()
    """Roles of technologies whose channels carry messages."""


class DecisionWords(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """rules/decisions.toml: what says nothing about what is decided. Names are words joined by hyphens."""

    fields: tuple[str, ...] = ()
    """Last words of names that every program asks about: `length`, `index`."""
    kinds: tuple[str, ...] = ()
    """Last words of names that tell kinds of things apart: `type`."""
    places: tuple[str, ...] = ()
    """Folders whose code repeats others by its nature: `migrations`."""
    numbers: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    """Names of functions that look the same everywhere: `hashCode`."""
    verbs: tuple[str, ...] = ()
    """Words of the names of functions that do not tell what a function is about: `get`, `handle`."""
