"""Objects that functions of the project make and a framework hands to whoever declares their type: a type and a name in, what
the function gives out. Part of the Evaluator.
"""

from abc import abstractmethod
from collections.abc import Sequence

from archlint.graph.values.importing import Imports
from archlint.graph.values.terms import Applied, Frame, FunctionValue, Symbol, Unknown, Value, several
from archlint.model.sketch import Expression, Invocation, Text

_MOST = 3
"""Functions that make objects of one type; of more nobody can say which is meant where no name does."""


class Beans(Imports):
    """Looks for what makes the objects that are handed out by their type."""

    @abstractmethod
    def result(self, function: FunctionValue, invocation: Invocation | None, frame: Frame | None) -> Value:
        """What a function of the project gives."""

    def handed_out(self, declared: Value, name: str, marks: Sequence[Expression]) -> Value:
        """What somebody is handed who declares a type of a library: what is made under the name that a mark says
        (`@Qualifier("bills")`) or that it is declared by, else any of that type; the declared object where nobody makes one.
        """
        if not self.program.beans or not isinstance(declared, Applied) or declared.invocation is not None:
            return declared
        known = self.program.beans.get(declared.callee.name, ()) if isinstance(declared.callee, Symbol) else ()
        said = {one.value for mark in marks if isinstance(mark, Invocation) for one in _texts(mark)}
        chosen = [one for one in known if one.name in said] or [one for one in known if one.name == name] or known
        found = [self.result(one.maker, None, None) for one in chosen] if len(chosen) <= _MOST else []
        told: list[Value] = [one for one in found if not isinstance(one, Unknown) and one != declared]
        return several(told) if told else declared


def _texts(mark: Invocation) -> list[Text]:
    return [one for one in (*mark.positional, *(value for _, value in mark.named)) if isinstance(one, Text)]
