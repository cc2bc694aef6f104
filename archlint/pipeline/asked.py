"""What a run asked about the inside of files: its facts in, answers out, and what they were about for later.

Every analysis depends on the references, suppressions and problems of all files. What else it depends on is known only once it
is made: bodies, exports, lengths and sketches are asked for one by one, and here.
"""

from collections.abc import Iterator, Mapping

from archlint.graph.lengths import Lengths
from archlint.model.facts import Body, FileFacts


class Asked:
    """The facts of one run by path, to be asked through `body`, `lines` and `ends`."""

    def __init__(self, facts: Mapping[str, FileFacts]) -> None:
        self._facts = facts
        self.bodies: set[str] = set()
        """The modules whose body counts."""
        self.ends = Ends(facts)
        self.lines = Lengths(lambda module: facts[module].lines if module in facts else 0)
        self.sketched: frozenset[str] | None = None
        """The modules whose sketches count; None where connections were not followed."""
        self.words: tuple[bytes, ...] = ()
        """What makes a file count that says it."""

    def body(self, module: str) -> Body:
        self.bodies.add(module)
        return self._facts[module].body


class Ends(Mapping[str, FileFacts]):
    """The facts of a run for who wants to know where a module defines what others import; `exported` says of which ones."""

    def __init__(self, facts: Mapping[str, FileFacts]) -> None:
        self._facts = facts
        self.exported: set[str] = set()

    def __getitem__(self, module: str) -> FileFacts:
        self.exported.add(module)
        return self._facts[module]

    def __contains__(self, module: object) -> bool:
        return module in self._facts

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)
