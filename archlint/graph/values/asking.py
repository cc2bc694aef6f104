"""What the parts of the Evaluator ask each other."""

from abc import abstractmethod

from archlint.graph.values.file import File
from archlint.graph.values.outside import Outside
from archlint.graph.values.pending import Pending
from archlint.graph.values.program import Program
from archlint.graph.values.terms import ClassValue, Frame, FunctionValue, Value
from archlint.model.sketch import Binding, Expression, Imported, Invocation


class Asking:
    """The state that the parts share, and what each may ask of the others."""

    program: Program
    outside: Outside
    _pending: Pending
    _ancestries: dict[ClassValue, list[Value]]
    _members: dict[tuple[ClassValue, str, Value | int | None], tuple[Value | None, Value | None]]

    _holders: dict[tuple[object, ...], tuple[object, ...] | None]
    """What tells the objects apart that somebody gives an attribute, by the place where that stands."""

    @abstractmethod
    def evaluate(self, expression: Expression | None, frame: Frame, at: int = -1) -> Value:
        """What an expression stands for."""

    @abstractmethod
    def name(self, name: str, frame: Frame, at: int) -> Value:
        """What a name stands for."""

    @abstractmethod
    def imported(self, file: File, entry: Imported) -> Value:
        """What an import brings in."""

    @abstractmethod
    def binding(self, binding: Binding, frame: Frame) -> Value:
        """The value that a binding gives."""

    @abstractmethod
    def closure(self, scope: int, frame: Frame) -> Value:
        """The function or class that a scope of a frame's module is."""

    @abstractmethod
    def is_outside(self, name: str) -> bool:
        """Whether rules are about something outside the project of that full name."""

    @abstractmethod
    def is_maker(self, name: str) -> bool:
        """Whether something outside gives the function that it is handed: others call it, with what they like."""

    @abstractmethod
    def bound(self, function: FunctionValue, invocation: Invocation | None, frame: Frame | None) -> Frame:
        """The frame of a function's body for a call of it."""

    @abstractmethod
    def result(self, function: FunctionValue, invocation: Invocation | None, frame: Frame | None) -> Value:
        """What a function of the project gives; without a call, whatever it is handed."""
