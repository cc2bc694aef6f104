"""Which modules are started or loaded without being imported. Data of rules/entries.toml."""

from msgspec import Struct


class EntryRules(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """rules/entries.toml. Empty where no check and no plan asks for it."""

    paths: tuple[str, ...] = ()
    """Globs on module ids; into folders of them a plan puts nothing."""
    roles: tuple[str, ...] = ()
    """Roles of technologies: whoever uses one is loaded by it."""
    libraries: tuple[str, ...] = ()
    """Starts of the names of libraries that load whoever uses them."""
