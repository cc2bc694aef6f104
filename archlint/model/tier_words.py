"""What the words of names mean for the tiers of a system: what the business decides, what a screen decides, and what gives
presentation away. Data of rules/ui-logic.toml and rules/presentation.toml.
"""

from msgspec import Struct


class DomainWords(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """rules/ui-logic.toml. Words are lower case, as `archlint.measures.vocabulary.words` makes them of names."""

    amounts: tuple[str, ...] = ()
    """Money and quantities: what is reckoned with and compared with limits."""
    states: tuple[str, ...] = ()
    """What a domain object is or may: status, segment, permission. Counts when compared with a constant."""
    deadlines: tuple[str, ...] = ()
    """Days on which something happens to a domain object."""
    objects: tuple[str, ...] = ()
    """Names of domain objects whose ambiguous states count."""
    ambiguous: tuple[str, ...] = ()
    """States that only count where a domain object or its like is named as well: `type`, `kind`, `state`."""
    view: tuple[str, ...] = ()
    """State of a view, of a form or of a request: whatever is asked about these is a screen's own business."""
    view_values: tuple[str, ...] = ()
    """Words of constants that only screens and requests have: loading, failed, asc."""
    shows: tuple[str, ...] = ()
    """Words of functions that find words, colours, shapes and ways for a value: these are a screen's own business."""
    nothing: tuple[str, ...] = ()
    """Words of constants that stand for nothing: comparing with them looks whether something is there."""
    orders: tuple[str, ...] = ()
    """Methods that compare: isBefore, compareTo."""
    members: tuple[str, ...] = ()
    """Methods that look whether a constant is in something, or whether somebody may: includes, hasAuthority."""
    conversions: tuple[str, ...] = ()
    """Numbers that turn one unit into another."""
    places: tuple[str, ...] = ()
    """Words of paths and classes that only hold what a screen or a form is made of."""
    validation: tuple[str, ...] = ()
    """Roles of technologies whose rules are about the form of what is typed in."""


class PresentationWords(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """rules/presentation.toml. `technologies` and `mail_technologies` are roles of rules/technologies."""

    technologies: tuple[str, ...] = ()
    text_templates: tuple[str, ...] = ()
    """Libraries that fill any kind of text: not enough alone."""
    not_shown: tuple[str, ...] = ()
    """Prefixes of what these technologies also have, and nobody sees."""
    stores: tuple[str, ...] = ()
    """Roles of technologies whose names are those of data."""
    formatting: tuple[str, ...] = ()
    """Ends of the names of what formats for people: `toLocaleString`, `NumberFormat.getCurrencyInstance`."""
    patterns: tuple[str, ...] = ()
    """Calls whose literal argument is a pattern for dates, by the last piece of their names."""
    pattern_marks: tuple[str, ...] = ()
    """What a pattern has in it that only people read: the name of a month or a day."""
    things: tuple[str, ...] = ()
    """What screens are made of, as words joined by hyphens: `banner`, `dark-mode`. Two different ones give it away."""
    wording: tuple[str, ...] = ()
    """Calls that word or colour what people read, by the words of their names, joined by hyphens."""
    screens: tuple[str, ...] = ()
    """First words of names by which code asks which screen it serves."""
    logs: tuple[str, ...] = ()
    """Receivers whose calls speak to operators."""
    allowed_places: tuple[str, ...] = ()
    """Words of paths where presentation is meant to be."""
    mail_places: tuple[str, ...] = ()
    mail_technologies: tuple[str, ...] = ()
