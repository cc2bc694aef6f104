"""By which words code speaks of authentication: rules/authentication.toml as a type."""

from msgspec import Struct


class AuthenticationWords(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All of rules/authentication.toml; what each list is for is said there."""

    guards: tuple[str, ...]
    no_guards: tuple[str, ...]
    never: tuple[str, ...]
    inside: tuple[str, ...]
    carried: tuple[str, ...]
    carriers: tuple[str, ...]
    headers: tuple[str, ...]
    asking: tuple[str, ...]
    session_keys: tuple[str, ...]
    public: tuple[str, ...]
    before_all: tuple[str, ...]
    in_order: tuple[str, ...]
    set_up: tuple[str, ...]
    before_requests: tuple[str, ...]
    given: tuple[str, ...]
    filters: tuple[str, ...]
    settings: tuple[str, ...]
    configured: tuple[str, ...]
    signing_up: tuple[str, ...]
    exempt: tuple[str, ...]
    matchers: tuple[str, ...]
    everything: tuple[str, ...]
    lets_in: tuple[str, ...]
    ignoring: tuple[str, ...]
