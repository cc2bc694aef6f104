"""What calls give: a call and its Frame in, a Value out. Part of the Evaluator.

Functions of the project are followed, classes make objects; of what is outside, the rules say what it does with its arguments.
"""

from itertools import chain

from archlint.graph.values import texts
from archlint.graph.values.functions import Functions
from archlint.graph.values.heap import key_of
from archlint.graph.values.terms import (
    UNKNOWN,
    Applied,
    Attribute,
    ClassValue,
    Frame,
    FunctionValue,
    Instance,
    ItemsValue,
    RecordValue,
    Several,
    Site,
    Symbol,
    TextValue,
    Unknown,
    Value,
    options_of,
    several,
)
from archlint.model.sketch import TAGGED, Closure, Expression, Imported, Invocation, Member, Name, Record, Text

_NO_MAKER = 1 << 30
"""More arguments than any call has."""
_READ = (TextValue, Instance, Several)
"""What fields hold that accessors of their name give."""
_TEXTUAL = (TextValue, Unknown, Attribute)
"""What a text may be whose parts are not known."""


class Calls(Functions):
    """Works out calls."""

    def invoke(self, invocation: Invocation, frame: Frame, at: int = -1) -> Value:
        """What a call gives."""
        callee = self._method(invocation.callee, frame) or self.evaluate(invocation.callee, frame, at)
        if type(invocation.callee) is Member and invocation.callee.name == "bind":
            bound = self._bound_itself(callee, frame)
            if bound is not None:
                return bound  # the function itself, some of whose arguments it has
        if isinstance(callee, _READ) and (read := self._read(callee, invocation, frame)) is not None:
            return read
        results = [self._applied(one, invocation, frame) for one in options_of(callee)]
        return several(results)

    def _read(self, field: Value, invocation: Invocation, frame: Frame) -> Value | None:
        """What `request.url()` gives in Java where the object has a field of that name: its method's result, else the field;
        None for all else.
        """
        callee = invocation.callee
        if type(callee) is not Member or invocation.positional or self.program.language(frame.module) != "java":
            return None
        for option in options_of(self.evaluate(callee.of, frame, invocation.start)):
            classes = self.ancestry(option.of) if isinstance(option, Instance) else ()
            for one in (known for known in classes if isinstance(known, ClassValue)):
                methods = self.program.file(one.module).children.get((one.scope, callee.name), ())
                found = [FunctionValue(one.module, method, None, option) for method in methods]
                if found:
                    return several([self.call(method, invocation, frame) for method in found])
        return field

    def _method(self, callee: Expression, frame: Frame) -> Value | None:
        """The own method that a bare name calls in Java where a field has the same name; None for all else."""
        if type(callee) is not Name:
            return None
        file = self.program.file(frame.module)
        place = (file.class_of(frame.scope), callee.name) if file.language == "java" else (-1, "")
        methods = file.children.get(place) if place in file.bindings else None
        if not methods:
            return None
        own = self._object(frame)
        return several([FunctionValue(frame.module, one, None, own) for one in methods])

    def _bound_itself(self, callee: Value, frame: Frame) -> Value | None:
        """The function that `bind` is called of: `fetch.bind(window)`; None where it is a method of something's own."""
        if isinstance(callee, FunctionValue):
            return callee
        if self.program.language(frame.module) != "typescript":
            return None
        if isinstance(callee, Symbol) and callee.name.endswith(".bind"):
            return Symbol(callee.name.removesuffix(".bind"))
        return callee.of if isinstance(callee, Attribute) and isinstance(callee.of, Attribute) else None

    def _applied(self, callee: Value, invocation: Invocation, frame: Frame) -> Value:
        match callee:
            case FunctionValue():
                return self._given_by(callee, invocation, frame)
            case ClassValue():
                return Instance(callee, invocation, frame, Site(frame.module, invocation.start))
            case Attribute(of, name) if (folded := texts.method(self, of, name, invocation, frame)) is not None:
                return folded
            case Symbol(name) if name in self.outside.takers and (taken := self._taken(invocation, frame)) is not None:
                return taken
            case Symbol(name) if len(invocation.positional) > self.outside.makers.get(name, _NO_MAKER):
                return self._made(invocation.positional[self.outside.makers[name]], invocation.start, frame)
            case Symbol(name) if name in self.outside.runners and invocation.positional:
                return self._ran(invocation, frame)
            case Symbol(name) if name in self.outside.boxes and invocation.positional:
                return _boxed(invocation, self.outside.boxes[name], frame)
            case Symbol("global:require" | "global:import") if len(invocation.positional) == 1:
                target, taken_name = invocation.positional[0], "=" if callee.name.endswith("require") else "*"
                if isinstance(target, Text):
                    return self.imported(self.program.file(frame.module), Imported("", target.value, taken_name))
            case Symbol(name) if (folded := texts.function(self, name, invocation, frame)) is not None:
                return folded
            case Unknown():
                taken = self._taken_out(invocation, frame) if callee.name == "get" else None
                return callee if taken is None else taken
        return Applied(callee, invocation, frame, Site(frame.module, invocation.start))

    def _given_by(self, function: FunctionValue, invocation: Invocation, frame: Frame) -> Value:
        """What a function of the project gives; one before a template that puts a text together, the text of that."""
        found = self.call(function, invocation, frame)
        if invocation.named != TAGGED or not all(isinstance(one, _TEXTUAL) for one in options_of(found)):
            return found
        return self.evaluate(invocation.positional[0], frame, invocation.start)

    def _made(self, given: Expression, at: int, frame: Frame) -> Value:
        """What a maker gives: an object of the type it is handed, or the function that it only wraps."""
        handed = self.evaluate(given, frame, at)
        return handed if isinstance(handed, FunctionValue) else self.typed(given, frame)

    def _ran(self, invocation: Invocation, frame: Frame) -> Value:
        """What the function gives that somebody is handed to call; of a class an object."""
        handed = self.evaluate(invocation.positional[0], frame, invocation.start)
        if isinstance(handed, ClassValue):
            return Instance(handed)
        return self.result(handed, None, None) if isinstance(handed, FunctionValue) else UNKNOWN

    def _taken_out(self, invocation: Invocation, frame: Frame) -> Value | None:
        """What `settings.get("url", "/")` gives of an object that is written out; None where it is another call."""
        of = invocation.callee.of if isinstance(invocation.callee, Member) and invocation.positional else None
        whole = self.evaluate(of, frame, invocation.start) if of is not None else UNKNOWN
        if not isinstance(whole, RecordValue) or self.program.language(frame.module) != "python":
            return None
        key, *others = (self.evaluate(one, frame, invocation.start) for one in invocation.positional[:2])
        found = self.item(whole, key)
        is_known = isinstance(key, TextValue) and not isinstance(found, Unknown)
        return found if is_known or not others else several([found, *others])

    def _taken(self, invocation: Invocation, frame: Frame) -> Value | None:
        """What somebody put at the place that a call names; None where nobody did."""
        if not self.program.handed or not invocation.positional:
            return None
        return self.put_at(key_of(self.evaluate(invocation.positional[0], frame, invocation.start)))


def _boxed(invocation: Invocation, box: str, frame: Frame) -> Value:
    """What a call is given, or what a function gives that it is given, in a list or under a name; with `...` the entries of
    all objects that it is given.
    """
    if box == "...":
        entries = [one.entries if isinstance(one, Record) else ((box, one),) for one in invocation.positional]
        return RecordValue(Record(tuple(chain.from_iterable(entries))), frame)
    given = invocation.positional[0]
    inner = Invocation(given, (), (), invocation.start, invocation.line) if isinstance(given, Closure) else given
    return ItemsValue((inner,), frame) if box == "[0]" else RecordValue(Record(((box, inner),)), frame)
