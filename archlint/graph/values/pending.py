"""What is being worked out: questions in, whether their answers may be remembered out.

Nothing is asked within its own answer: there it is cut short. What was cut short by a question that lies further out is only
half an answer, and not remembered; one that met nothing but itself is whole, however often it did.
"""

from collections.abc import Hashable

_FARTHEST = 1 << 30
_NOWHERE = -1


class Pending:
    """Questions within each other, each with how many lie around it."""

    __slots__ = ("_around", "_reach")

    def __init__(self) -> None:
        self._around: dict[Hashable, int] = {}
        self._reach = _FARTHEST
        """The outermost question that was met since the innermost began, by how many lie around it."""

    def meets(self, question: Hashable) -> bool:
        """Whether a question is being worked out already: then its answer is cut short here."""
        around = self._around.get(question)
        if around is None:
            return False
        self._reach = min(self._reach, around)
        return True

    def cut(self) -> None:
        """What is asked is not followed any further, for another reason: no answer around it is whole."""
        self._reach = _NOWHERE

    def begin(self, question: Hashable) -> int:
        """From here on a question is being worked out that was not yet; gives what `end` is handed."""
        before = self._reach
        self._reach = _FARTHEST
        self._around[question] = len(self._around)
        return before

    def end(self, question: Hashable, before: int) -> bool:
        """A question is worked out, the last one that began. Whether its answer is whole."""
        around = self._around.pop(question)
        if self._reach >= around:
            self._reach = before
            return True
        self._reach = min(self._reach, before)
        return False
