"""What classes and their objects have: members, attributes that methods assign. Part of the Evaluator."""

from archlint.graph.values.heirs import Heirs
from archlint.graph.values.terms import (
    Applied,
    Attribute,
    ClassValue,
    Frame,
    FunctionValue,
    Instance,
    ParameterValue,
    Symbol,
    TextValue,
    Unknown,
    Value,
    several,
)
from archlint.graph.values.walking import invocations
from archlint.model.sketch import READ_LIKE_A_FIELD, Expression, Invocation, Member, Name

_OWN = ("self", "this", "cls")
_SUPER = "super"
_CONSTRUCTORS = ("__init__", "constructor", "<init>")
_READ = frozenset({READ_LIKE_A_FIELD.name, "cached_property"})
"""What marks a method that is read without being called."""
_MOST_ANCESTORS = 40


class Objects(Heirs):
    """Looks into classes and objects."""

    def bases(self, of: ClassValue) -> list[Value]:
        scope = self.program.scope(of.module, of.scope)
        frame = Frame(of.module, max(scope.parent, 0))
        return [self.evaluate(base, frame) for base in scope.bases]

    def ancestry(self, of: ClassValue) -> list[Value]:
        """The class, its bases and theirs, nearest first: those outside the project are Symbols."""
        known = self._ancestries.get(of)
        if known is None:
            question = object()
            before = self._pending.begin(question)
            try:
                known = self._ancestry(of)
            finally:
                is_whole = self._pending.end(question, before)
            if is_whole:
                self._ancestries[of] = known
        return known

    def _ancestry(self, of: ClassValue) -> list[Value]:
        found: list[Value] = []
        pending: list[Value] = [of]
        while pending and len(found) < _MOST_ANCESTORS:
            one = pending.pop(0)
            if one in found:
                continue
            found.append(one)
            if isinstance(one, ClassValue):
                pending += self.bases(one)
        return found

    def of_class(self, of: ClassValue, name: str, own: Value | None) -> Value | None:
        """A member of a class or of what it is made of, None where there is none."""
        key = ("class", of, name)
        if self._pending.meets(key):
            return None
        plain = own is None or (isinstance(own, Instance) and own.invocation is None)
        remembered = (of, name, own if plain else id(own))
        if (known := self._members.get(remembered)) is not None:
            return known[1]
        before = self._pending.begin(key)
        try:
            declared = (self._declared(one, name, own) for one in self.ancestry(of) if isinstance(one, ClassValue))
            found = next((one for one in declared if one is not None), None)
        finally:
            is_whole = self._pending.end(key, before)
        if is_whole:
            self._members[remembered] = own, found  # the object is kept, so that its id stays its own
        return found

    def _declared(self, of: ClassValue, name: str, own: Value | None) -> Value | None:
        file = self.program.file(of.module)
        frame = Frame(of.module, of.scope, None, None, own)
        bindings = file.bindings.get((of.scope, name), ())
        if bindings and all(binding.value is None for binding in bindings):
            given = self._assigned(of, name, own)
            if given is not None and not isinstance(given, Unknown):
                return given
        values = [self.binding(binding, frame) for binding in bindings]
        if values and not all(isinstance(value, Unknown) for value in values):
            return several(values)
        inner = file.children.get((of.scope, name))
        if inner:
            scope = file.scopes[inner[0]]
            if scope.kind == "class":
                return ClassValue(of.module, inner[0])
            return several([FunctionValue(of.module, index, None, own) for index in inner])
        assigned = self._assigned(of, name, own)
        if assigned is not None and not isinstance(assigned, Unknown):
            return assigned
        return Attribute(own or Instance(of), name) if values or assigned is not None else None

    def _assigned(self, of: ClassValue, name: str, own: Value | None) -> Value | None:
        """What the methods of a class assign to an attribute of its object."""
        file = self.program.file(of.module)
        found: list[Value] = []
        for method in file.assigning.get((of.scope, name), ()):
            scope = file.scopes[method]
            bindings = [one for word in _OWN for one in file.bindings.get((method, f"{word}.{name}"), ())]
            bare = file.bindings.get((method, name), ()) if file.language == "java" else ()
            if all(one.type is None for one in bare):  # no variable of the method's own
                bindings += bare
            given = [self.binding(one, self._method_frame(of, method, own)) for one in bindings]
            told = [one for one in given if not _is_set(one, scope.name, file.language)]
            # Beside what somebody sets an empty text only stands for nothing.
            found += [one for one in told if len(told) == len(given) or one != TextValue(())]
        return several(found) if found else None

    def _method_frame(self, of: ClassValue, method: int, own: Value | None) -> Frame:
        """The frame of a method; that of a constructor knows what the object was made with."""
        scope = self.program.scope(of.module, method)
        function = FunctionValue(of.module, method, None, own)
        if scope.name in _CONSTRUCTORS and isinstance(own, Instance):
            if own.of == of or not self._has_constructor(own.of):
                if own.invocation is not None and own.frame is not None:
                    return self.bound(function, own.invocation, own.frame)
            else:
                passed = self.passed_up(own)
                if passed is not None:
                    return self.bound(function, *passed)
        return Frame(of.module, method, None, None, own)

    def _has_constructor(self, of: ClassValue) -> bool:
        file = self.program.file(of.module)
        return any(file.scopes[method].name in _CONSTRUCTORS for method in file.methods.get(of.scope, ()))

    def passed_up(self, own: Instance) -> tuple[Invocation, Frame] | None:
        """The call of the base's constructor in that of a subclass: `super(url)`, `super().__init__(url)`."""
        file = self.program.file(own.of.module)
        for method in file.methods.get(own.of.scope, ()):
            scope = file.scopes[method]
            if scope.name not in _CONSTRUCTORS:
                continue
            for found in invocations(scope.expressions):
                callee = found.callee
                is_super = callee == Name("super") or (isinstance(callee, Member) and callee.name in _CONSTRUCTORS)
                if is_super:
                    function = FunctionValue(own.of.module, method, None, own)
                    return found, self.bound(function, own.invocation, own.frame)
        return None

    def of_super(self, name: str, frame: Frame) -> Value | None:
        """What the classes above the one around have by a name, None where none of them has it."""
        around = self.program.file(frame.module).class_of(frame.scope)
        if around < 0:
            return None
        of = ClassValue(frame.module, around)
        own = frame.own if isinstance(frame.own, Instance) else Instance(of)
        for one in self.ancestry(of)[1:]:
            if isinstance(one, Symbol):
                return Attribute(Applied(one, *self._passed_outside(own), own.site), name)
            found = self._declared(one, name, own) if isinstance(one, ClassValue) else None
            if found is not None:
                return found
        return None

    def _passed_outside(self, of: Instance) -> tuple[Invocation | None, Frame | None]:
        """What the class outside that an object is made of is made with: what the constructor of a subclass hands up."""
        for one in self.ancestry(of.of):
            if isinstance(one, ClassValue) and self._has_constructor(one):
                passed = self.passed_up(of if one == of.of else Instance(one, of.invocation, of.frame, of.site))
                return passed or (of.invocation, of.frame)
        return of.invocation, of.frame

    def of_instance(self, of: Instance, name: str) -> Value:
        """An attribute or a method of an object."""
        found = self.of_class(of.of, name, of)
        if isinstance(found, FunctionValue):
            found = self.implemented(found, of)
            if isinstance(found, FunctionValue) and self.is_read(found):
                return self.result(found, None, None)
        if found is None or is_field(found, name):
            told = self._constructed(of, name) or self.of_heirs(of, name)
            if told is not None:
                return told
        if found is not None and not isinstance(found, Unknown):
            return found
        if self.program.clients and (given := self._kept(of.of, name)):
            return given
        if (shared := self.shared(name)) is not None:
            return shared
        by_getter = self._by_getter(of, name)
        if by_getter is not None:
            return by_getter
        outside = [one for one in self.ancestry(of.of) if isinstance(one, Symbol)]
        if outside:
            passed = self._passed_outside(of)
            made = [Applied(one, *passed, of.site) for one in outside[:3]]
            return several([Attribute(one, name) for one in made])
        return Attribute(of, name)

    def _kept(self, of: ClassValue, name: str) -> Value | None:
        """A field of which is known what is handed in it."""
        inside = f"{name}."
        if any(
            (module, scope) == (of.module, of.scope) and at.startswith(inside)
            for module, scope, at in self.program.clients
        ):
            return ParameterValue(of.module, of.scope, name, None)
        return None

    def is_read(self, function: FunctionValue) -> bool:
        """Whether a method is read like a field: `@property`."""
        marks = self.program.scope(function.module, function.scope).marks
        return any(mark.name in _READ for mark in marks if isinstance(mark, Name | Member))

    def _by_getter(self, of: Instance, name: str) -> Value | None:
        """What `getUrl` gives where nobody wrote it: annotation processors and records make such methods."""
        field = name[3:4].lower() + name[4:] if name.startswith("get") and len(name) > 3 else ""
        if not field or self.program.file(of.of.module).language != "java":
            return None
        return self.of_class(of.of, field, of)

    def _constructed(self, of: Instance, name: str) -> Value | None:
        """A field of an object whose class only declares its fields: by keyword, or by their order."""
        scope = self.program.scope(of.of.module, of.of.scope)
        if of.invocation is None or of.frame is None or self._has_constructor(of.of):
            return None
        for keyword, value in of.invocation.named:
            if keyword == name:
                return self.evaluate(value, of.frame, of.invocation.start)
        fields = [binding.target for binding in scope.bindings if binding.type is not None]
        if name in fields and fields.index(name) < len(of.invocation.positional):
            return self.evaluate(of.invocation.positional[fields.index(name)], of.frame, of.invocation.start)
        return None


def is_field(value: Value, name: str) -> bool:
    """Whether a value is a declared field of which nothing else is known."""
    return isinstance(value, Attribute) and value.name == name and isinstance(value.of, Instance)


def _is_set(value: Value, method: str, language: str) -> bool:
    """Whether a field gets its value by a setter: what frameworks call, with what only the class's marks tell."""
    is_setter = language == "java" and method.startswith("set")
    return is_setter and isinstance(value, ParameterValue) and value.declared is None


def is_super(of: Expression) -> bool:
    """Whether what stands before a dot is the class above: `super.get`, `super().get`."""
    if type(of) is Name:
        return of.name == _SUPER
    return type(of) is Invocation and type(of.callee) is Name and of.callee.name == _SUPER
