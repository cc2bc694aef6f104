"""What names say of those that are asked for data: names of classes and calls and the words of rules/roles.toml in, yes or no
out.
"""

from archlint.measures.vocabulary import Vocabulary, last_words, words

_PLAIN = 2
"""Words of the longest name that is plain by its first one: `ConfigurationService`, not `ConfigurationHistoryStore`."""


def helps(named: tuple[str, ...], vocabulary: Vocabulary) -> bool:
    """Whether a class is asked for no data, by its name: for settings, or to check, turn into another shape or show."""
    is_bare = bool(named) and named[0] in vocabulary.plain and len(named) <= _PLAIN
    return is_bare or not vocabulary.helping.isdisjoint(named[-1:])


def is_judged(name: str, vocabulary: Vocabulary) -> bool:
    """Whether a call only has something checked."""
    return not vocabulary.listed("judges").isdisjoint(last_words(name)[:1])


def is_answer(name: str, vocabulary: Vocabulary) -> bool:
    """Whether something is what a store answered: `java.sql.ResultSet`."""
    return not vocabulary.answered.isdisjoint(last_words(name))


def is_store(owner: str, vocabulary: Vocabulary) -> bool:
    """Whether a receiver is called as a store is."""
    return not vocabulary.stores.isdisjoint(words(owner)[-1:])


def is_plain(name: str, vocabulary: Vocabulary) -> bool:
    """Whether a call is one that every text or list has."""
    return not vocabulary.values.isdisjoint(words(name)[:1])
