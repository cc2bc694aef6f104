"""What grammars have in common: a tree-sitter Language in, the ids of its node kinds, keywords and fields by name out."""

from tree_sitter import Language

KINDS = 1 << 16
"""Kind ids are 16 bits wide; ERROR is the last of them."""
ERROR = KINDS - 1


class Ids:
    """Looks ids up once, when a language is loaded: asking a node for its kind by name takes four times as long. Raises
    KeyError for what the grammar does not have.
    """

    def __init__(self, language: Language) -> None:
        self._language = language

    def kind(self, name: str) -> int:
        """The id of a named node kind."""
        return _known(self._language.id_for_node_kind(name, True), name)

    def token(self, name: str) -> int:
        """The id of a keyword or punctuation mark."""
        return _known(self._language.id_for_node_kind(name, False), name)

    def field(self, name: str) -> int:
        """The id of a field."""
        return _known(self._language.field_id_for_name(name), name)

    def anonymous_kinds(self) -> tuple[int, ...]:
        """The ids of keywords and punctuation."""
        kinds = range(self._language.node_kind_count)
        return tuple(number for number in kinds if not self._language.node_kind_is_named(number))


class Mark:
    """Stands on the stack of a walk between nodes and is dispatched like one: the end of a block, of a unit, of a nesting. Its
    kind lies far above those of any grammar, below ERROR.
    """

    __slots__ = ("kind_id",)

    def __init__(self, kind_id: int) -> None:
        self.kind_id = kind_id


def _known(found: int | None, name: str) -> int:
    if found is None:
        raise KeyError(name)
    return found
