"""What names stand for where they are used: a name, its Frame and a place in, a Value out. Part of the Evaluator."""

from collections.abc import Sequence

from archlint.graph.values.beans import Beans
from archlint.graph.values.file import File
from archlint.graph.values.terms import (
    UNKNOWN,
    Applied,
    Attribute,
    ClassValue,
    Frame,
    Handed,
    Instance,
    ItemsValue,
    ParameterValue,
    RecordValue,
    Site,
    Symbol,
    TextValue,
    Unknown,
    Value,
    several,
)
from archlint.graph.values.walking import speaks_of
from archlint.model.sketch import Binding, Invocation, Parameter

OWN = ("self", "cls", "this", "super")


class Names(Beans):
    """Finds names in scopes."""

    _names: dict[tuple[str, int], dict[tuple[object, str, int], Value]]
    _shared_names: dict[tuple[str, int, str], Value]
    """What names are that a scope declares, for all frames within it as long as it has no arguments itself."""
    _state: object

    def name(self, name: str, frame: Frame, at: int) -> Value:
        """What a name stands for where it is used."""
        if at >= 0 and (frame.scope, name) not in self.program.file(frame.module).changing:
            at = -1  # it does not matter where it is used
        known, key = self._remembered(frame), (self._state, name, at)
        found = known.get(key)
        if found is not None:
            return found
        if name in ("None", "null", "undefined"):
            return Unknown(name)
        pending = (id(known), name, at)
        if self._pending.meets(pending):  # `urls = [full(url) for url in urls]`: what the name was before
            return self._given(name, frame)
        before = self._pending.begin(pending)
        try:
            found = self._name(name, frame, at)
        finally:
            is_whole = self._pending.end(pending, before)
        if is_whole:
            known[key] = found
        return found

    def _remembered(self, frame: Frame) -> dict[tuple[object, str, int], Value]:
        """What names were in a frame; those without arguments are the same for the same scope."""
        if frame.is_plain():
            place = (frame.module, frame.scope)
            known = self._names.get(place)
            if known is None:
                known = self._names[place] = {}
        else:
            known = frame.names
            if known is None:
                known = frame.names = {}
        return known

    def _name(self, name: str, frame: Frame, at: int) -> Value:
        file = self.program.file(frame.module)
        if name in OWN and not any(parameter.name == name for parameter in file.scopes[frame.scope].parameters[1:]):
            own = self._own(name, frame, file)
            if own is not None:
                return own
        if name in frame.arguments and all(one.name != name for one in file.scopes[frame.scope].parameters):
            return frame.arguments[name]  # of what a loop goes through, the one that is looked at
        around: Frame | None = frame
        index, is_inner = frame.scope, False
        while index >= 0:
            own = self._object(frame) if file.scopes[index].kind == "class" else None
            found = self._in_scope(name, file, index, around, at, is_inner=is_inner, own_object=own)
            if found is not None:
                return found
            parent = file.scopes[index].parent
            if around is not None and (around.scope == index or around.module != file.path):
                around = around.outer  # one of a scope further out comes later
            while around is not None and around.scope != parent and self._passed(file, around, parent):
                around = around.outer
            index, is_inner = parent, True
        if file.template >= 0 and (found := self._in_template(name, frame, file)) is not None:
            return found
        if name in file.interfaces:
            return ClassValue(file.path, file.interfaces[name])
        return self.outside_of(name, file)

    def _in_template(self, name: str, frame: Frame, file: File) -> Value | None:
        """What the component has by a name that its template says; None anywhere else."""
        scope = frame.scope
        while scope > 0 and scope != file.template:
            scope = file.scopes[scope].parent
        if scope != file.template:
            return None
        found = self.of_this(frame, name) or self.shared(name)
        if found is None and name[:1] != "$" and not self.is_outside(f"global:{name}"):
            return Unknown(name)  # a property, or what the template goes through
        return found

    @staticmethod
    def _passed(file: File, frame: Frame, outer: int) -> bool:
        """Whether a frame is another module's, or of a scope that lies in `outer`."""
        inner = frame.scope
        if frame.module != file.path:
            return True
        while inner >= 0 and inner != outer:
            inner = file.scopes[inner].parent
        return inner == outer and inner >= 0

    def _in_scope(  # noqa: PLR0913 - what a scope may hold
        self,
        name: str,
        file: File,
        index: int,
        frame: Frame | None,
        at: int,
        *,
        is_inner: bool,
        own_object: Value | None,
    ) -> Value | None:
        scope = file.scopes[index]
        own = (
            frame
            if frame is not None and (frame.module, frame.scope) == (file.path, index)
            else Frame(file.path, index)
        )
        if scope.kind == "class":
            if file.language != "java" and is_inner:
                return None
            return self.of_class(ClassValue(file.path, index), name, own_object)
        if not is_inner or not own.is_plain():  # what is asked in a plain frame itself is remembered there
            return self._declared_in(name, file, own, at, is_inner=is_inner)
        key = (file.path, index, name)
        found = self._shared_names.get(key)
        is_there = name in file.imported or (index, name) in file.bindings or (index, name) in file.children
        if found is None and (is_there or scope.parameters):
            question = object()  # whoever asks is in the way of a circle, not this
            before = self._pending.begin(question)
            try:
                found = self._declared_in(name, file, own, at, is_inner=is_inner)
            finally:
                is_whole = self._pending.end(question, before)
            if is_whole and found is not None:
                self._shared_names[key] = found
        return found

    def _declared_in(self, name: str, file: File, own: Frame, at: int, *, is_inner: bool) -> Value | None:
        """What a function's or a module's own scope says a name is, None where it does not know the name."""
        index = own.scope
        scope = file.scopes[index]
        for entry in file.imported.get(name, ()):
            if entry.scope == index and not entry.exported:
                return self.imported(file, entry)
        bindings = file.bindings.get((index, name), ())
        is_given = bool(scope.parameters) and any(parameter.name == name for parameter in scope.parameters)
        if bindings and not (is_given and 0 <= at <= bindings[0].start and not is_inner):
            found = self._of_bindings(bindings, own, -1 if is_inner else at, name)
            if found is not None:
                given = own.arguments.get(name) if is_given else None
                return found if given is None else self._unless_given(found, given, bindings)
        inner = file.children.get((index, name))
        if inner:
            return self.closure(inner[-1], own)
        if name in own.arguments:
            return own.arguments[name]
        if is_given:
            for position, parameter in enumerate(scope.parameters):
                if parameter.name == name:
                    return self._parameter(parameter, position, own)
        return None

    @staticmethod
    def _object(frame: Frame | None) -> Value | None:
        """The object whose method a frame is in."""
        while frame is not None and frame.own is None:
            frame = frame.outer
        return frame.own if frame is not None else None

    def _given(self, name: str, frame: Frame) -> Value:
        """What a function was handed under a name that it gives another value later."""
        if name in frame.arguments:
            return frame.arguments[name]
        parameters = self.program.scope(frame.module, frame.scope).parameters
        found = next(((place, one) for place, one in enumerate(parameters) if one.name == name), None)
        return self._parameter(found[1], found[0], frame) if found is not None else UNKNOWN

    def _parameter(self, parameter: Parameter, position: int, frame: Frame) -> Value:
        given = self.handed_router(frame.module, frame.scope, parameter.name)
        if given is not None:
            return given
        client = self.program.clients.get((frame.module, frame.scope, parameter.name)) if self.program.clients else None
        if client:
            return several(client)
        put = self._injected(parameter, frame) if parameter.marks and self.program.handed else None
        if put is not None:
            return put
        beside = self.beside(self.program.scope(frame.module, frame.scope).parameters, position)
        if beside is not None:
            return beside
        handed = self._handed(frame) if parameter.type is None else None
        if handed is not None:
            return Handed(handed, position, parameter.name)
        declared = self.typed(parameter.type, frame) if parameter.type is not None else None
        if declared is not None and self.program.beans:
            declared = self.handed_out(declared, parameter.name, parameter.marks)
        if declared is None or isinstance(declared, Unknown):
            marked = [self.evaluate(mark, frame) for mark in parameter.marks]
            declared = marked[0] if marked else None
        if declared is None and parameter.default is not None:
            default = self.evaluate(parameter.default, frame)
            if not isinstance(default, Unknown | TextValue | RecordValue | ItemsValue):
                declared = default
        return ParameterValue(frame.module, frame.scope, parameter.name, declared)

    def _injected(self, parameter: Parameter, frame: Frame) -> Value | None:
        """What somebody put where a mark of a parameter says that it is taken from: `@Inject(ADDRESS) address: string`."""
        for mark in parameter.marks:
            callee = self.evaluate(mark.callee, frame) if isinstance(mark, Invocation) else None
            if isinstance(callee, Symbol) and callee.name in self.outside.takers:
                found = self.evaluate(mark, frame)
                return None if isinstance(found, Applied) else found
        return None

    def _handed(self, frame: Frame) -> Value | None:
        """The call of something outside that a closure was given to."""
        given = self.program.file(frame.module).given.get(frame.scope)
        if given is None:
            return None
        outer = frame.outer if frame.outer is not None and frame.outer.scope == given.scope else None
        callee = self.evaluate(
            given.invocation.callee, outer or Frame(frame.module, given.scope), given.invocation.start
        )
        if isinstance(callee, Symbol) and (self.is_maker(callee.name) or callee.name in self.outside.passers):
            return None
        if isinstance(callee, Symbol | Attribute | Applied):
            around = outer or Frame(frame.module, given.scope)
            return Applied(callee, given.invocation, around, Site(frame.module, given.invocation.start))
        return None

    def _of_bindings(self, bindings: Sequence[Binding], frame: Frame, at: int, name: str) -> Value | None:
        """The values that a name may have at a place: from the last one before it on that is certain there."""
        before = [binding for binding in bindings if at < 0 or binding.start < at] or list(bindings[:1])
        reaching: list[Binding] = []
        for binding in reversed(before):
            reaching.append(binding)
            if binding.value is not None and (binding.certain or binding.start < at <= binding.until):
                break
        values = [self.binding(binding, frame) for binding in reversed(reaching)]
        found = several([value for value in values if value is not None])
        if isinstance(found, Unknown) and len(before) == 1 and before[0].value is None and before[0].type is None:
            return None
        return found if not isinstance(found, Unknown) else Unknown(name)

    @staticmethod
    def _unless_given(found: Value, given: Value, bindings: Sequence[Binding]) -> Value:
        """What a parameter is that a branch gives a value: the one of the caller, unless it is made into another."""
        if isinstance(given, Unknown) or any(binding.certain for binding in bindings):
            return found
        values = [binding.value for binding in bindings if binding.value is not None]
        return found if any(speaks_of(value, bindings[0].target) for value in values) else given

    def binding(self, binding: Binding, frame: Frame) -> Value:
        """The value that a binding gives; its declared type where the value is not known."""
        value = self.evaluate(binding.value, frame, binding.start) if binding.value is not None else UNKNOWN
        if isinstance(value, Unknown):
            if binding.type is not None:
                declared = self.typed(binding.type, frame)
                return self.handed_out(declared, binding.target, binding.marks) if self.program.beans else declared
            return Unknown(binding.target.rpartition(".")[2])
        return value

    def _is_dotted(self, frame: Frame, first: str, name: str) -> bool:
        """Whether a file knows a dotted name as such: `import a.b`."""
        file = self.program.file(frame.module)
        return first in file.dotted and f"{first}.{name}" in file.imported

    def _own(self, name: str, frame: Frame, file: File) -> Value | None:
        """What `self` or `this` is."""
        around: Frame | None = frame
        while around is not None:
            if around.own is not None:
                return around.own
            around = around.outer
        scope = file.class_of(frame.scope)
        if scope < 0:
            return None
        return ClassValue(file.path, scope) if name == "cls" else Instance(ClassValue(file.path, scope))
