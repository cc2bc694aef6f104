"""What attributes, items and members stand for: of modules, records, lists, types. Part of the Evaluator."""

from archlint.graph.values.class_names import CLASS_OF, NAME_OF
from archlint.graph.values.file import File
from archlint.graph.values.objects import Objects, is_field
from archlint.graph.values.terms import (
    UNKNOWN,
    Applied,
    Attribute,
    ClassValue,
    Frame,
    FunctionValue,
    Handed,
    Instance,
    ItemsValue,
    ModuleValue,
    ParameterValue,
    RecordValue,
    Several,
    Symbol,
    TextValue,
    Unknown,
    Value,
    options_of,
    several,
)
from archlint.model.sketch import Expression

_ANNOTATED = frozenset({"typing.Annotated", "typing_extensions.Annotated"})
"""What stands around a type that more is said of: `CurrentSession = Annotated[Session, Depends(session)]`."""
_PLAIN_TYPES = frozenset({"String", "Object", "Any", "Integer", "Long", "Boolean", "CharSequence", "Optional"})


class Members(Objects):
    """Looks things up in things."""

    def attribute(self, of: Value, name: str) -> Value:
        """`of.name`."""
        match of:
            case Several(options):
                return several([self.attribute(option, name) for option in options])
            case ModuleValue():
                return self.member(of, name) or Unknown(name)
            case Instance():
                is_class = name == CLASS_OF.get(self.program.language(of.of.module))
                return of.of if is_class else self.of_instance(of, name)
            case ClassValue():
                if name in ("class", "prototype"):
                    return of
                return self._of_type(of, name)
            case RecordValue():
                return self.entry(of, name)
            case Symbol(written):
                return self._of_symbol(of, written, name)
            case ParameterValue():
                handed = self.handed_router(of.module, of.scope, f"{of.name}.{name}") if self.program.given else None
                return handed or self._of_parameter(of, name)
            case FunctionValue() if name in ("call", "bind", "apply"):
                return of
            case TextValue() if name in ("href", "value"):  # of `new URL(…)`, of an entry of an enumeration
                return of
            case Unknown():
                return Attribute(of, name)
        return self._of_other(of, name)

    def _of_type(self, of: ClassValue, name: str) -> Value:
        """What a class itself has: declared, or given to it when it is first asked for (`Client.instance = new Client()`)."""
        found = self.of_class(of, name, None)
        if isinstance(found, FunctionValue) and self.is_read(found):
            return self.result(found, None, None)
        is_name = name in NAME_OF.get(self.program.language(of.module), ())
        if is_name and not isinstance(found, FunctionValue):  # else it has one that it was given
            own = TextValue((self.program.scope(of.module, of.scope).name,))
            given: list[Value] = [one for one in options_of(found or own) if isinstance(one, TextValue) and one != own]
            return several(given) if given else own
        is_open = found is None or isinstance(found, Unknown) or is_field(found, name)
        return (self.heap(of, name) if is_open else None) or found or Attribute(of, name)

    def _of_other(self, of: Value, name: str) -> Value:
        if isinstance(of, Handed) and (given := self.given_with(of, name)) is not None:
            return given
        may_be = name[:1] == "$" or (isinstance(of, Attribute | ParameterValue) and of.name in self.outside.holders)
        return (self.shared(name) if may_be else None) or self.heap(of, name) or Attribute(of, name)

    def _of_symbol(self, of: Symbol, written: str, name: str) -> Value:
        if written == "global:this" and (shared := self.shared(name)) is not None:
            return shared
        joint = "" if name == "default" else f".{name}"
        return self.heap(of, name) or Symbol(f"{written}{joint}")

    def _of_parameter(self, of: ParameterValue, name: str) -> Value:
        clients = self.program.clients
        given = clients.get((of.module, of.scope, f"{of.name}.{name}")) if clients else None
        if given:
            return several(given)
        if isinstance(of.declared, Instance) and name != CLASS_OF.get(self.program.language(of.module)):
            found = self.of_instance(of.declared, name)
            is_plain = isinstance(found, Unknown) or found == Attribute(of.declared, name)
            return Attribute(of, name) if is_plain else found
        if isinstance(of.declared, Several) and name != CLASS_OF.get(self.program.language(of.module)):
            found = self.attribute(of.declared, name)
            is_plain = all(isinstance(one, Unknown | Attribute) for one in options_of(found))
            return Attribute(of, name) if is_plain else found
        return self._of_other(of, name)

    def handed_router(self, module: str, scope: int, name: str) -> Value | None:
        """A parameter of which is known what it is handed, None for any other."""
        given = self.program.given.get((module, scope, name)) if self.program.given else None
        if not given:
            return None
        kinds = [one.declared if isinstance(one, ParameterValue) else one for one in given]
        return ParameterValue(module, scope, name, several([one for one in kinds if one is not None]))

    def item(self, of: Value, key: Value) -> Value:
        """`of[key]`."""
        if isinstance(of, Several):
            return several([self.item(option, key) for option in of.options])
        name = key.parts[0] if isinstance(key, TextValue) and len(key.parts) == 1 else None
        if isinstance(of, ItemsValue):
            if isinstance(name, str) and name.isdigit():
                return self.evaluate(of.items[int(name)], of.frame) if int(name) < len(of.items) else UNKNOWN
            return several([self.evaluate(item, of.frame) for item in of.items])
        if isinstance(of, Symbol) and of.name in _ANNOTATED and isinstance(key, ItemsValue):
            return self.evaluate(key.items[0], key.frame)
        if isinstance(of, RecordValue) and not isinstance(name, str):
            return several([self.evaluate(value, of.frame) for _, value in of.record.entries])
        if isinstance(name, str) and name:
            handed = (
                self.handed_router(of.module, of.scope, f"{of.name}.{name}") if isinstance(of, ParameterValue) else None
            )
            return handed or self.attribute(of, name)
        return Attribute(of, "[]")

    def entry(self, of: RecordValue, name: str) -> Value:
        """An entry of an object literal: the last of that name, or what one of its spreads has."""
        key = ("entry", id(of.record), id(of.frame), name)
        if self._pending.meets(key):
            return Unknown(name)
        before = self._pending.begin(key)
        try:
            return self._entry(of, name)
        finally:
            self._pending.end(key, before)

    def _entry(self, of: RecordValue, name: str) -> Value:
        method: Value | None = None
        handed: list[Value] = []
        for key, value in reversed(of.record.entries):
            if key == name:
                return self.evaluate(value, of.frame)
            if key == "...":
                found = self.attribute(self.evaluate(value, of.frame), name)
                if not isinstance(found, Unknown | Attribute):
                    return found
                if isinstance(found, Attribute) and isinstance(found.of, Applied | Instance):
                    method = method or found  # of an object that a library made, if nothing else has it
                elif isinstance(found, Attribute) and self._is_always_given(found.of):
                    handed.append(found)  # which of several that callers give has it, is known by a caller
        added = self._added(of, name)
        if handed and method is None and isinstance(added, Unknown):
            return several(handed)
        return method if method is not None and isinstance(added, Unknown) else added

    def _is_always_given(self, of: Value) -> bool:
        """Whether a value is a parameter that has no default."""
        if not isinstance(of, ParameterValue):
            return False
        parameters = self.program.scope(of.module, of.scope).parameters
        return any(one.name == of.name and one.default is None for one in parameters)

    def _added(self, of: RecordValue, name: str) -> Value:
        """An entry that is given to an object literal later, where it was made: `options.method = "DELETE"`."""
        file, scope = self.program.file(of.frame.module), of.frame.scope
        names = [binding.target for binding in file.scopes[scope].bindings if binding.value is of.record]
        added = [one for whole in names for one in file.bindings.get((scope, f"{whole}.{name}"), ())]
        return several([self.binding(one, of.frame) for one in added]) if added else Unknown(name)

    # Modules

    def member(self, of: Value, name: str, seen: tuple[str, ...] = ()) -> Value | None:
        """A name of a module as other modules see it, None where there is none."""
        if not isinstance(of, ModuleValue) or of.module in seen or not self.program.has(of.module):
            return None
        file = self.program.file(of.module)
        if not file.scopes:
            return None
        frame = Frame(of.module, 0)
        for exported, expression in file.sketch.exports:
            if exported == name:
                return self.evaluate(expression, file.frame_of_export(expression))
        for entry in file.imported.get(name, ()):
            if entry.exported:
                return self.imported(file, entry)
        is_known = (0, name) in file.bindings or (0, name) in file.children or name in file.imported
        if is_known:
            return self.name(name, frame, -1)
        if name in file.interfaces:
            return ClassValue(of.module, file.interfaces[name])
        whole = next((expression for exported, expression in file.sketch.exports if exported == "="), None)
        if whole is not None:
            found = self.evaluate(whole, file.frame_of_export(whole))
            return found if name == "default" else self.attribute(found, name)
        return self._starred(file, name, (*seen, of.module))

    def _starred(self, file: File, name: str, seen: tuple[str, ...]) -> Value | None:
        """A name among all that a module hands on of others."""
        for entry in file.imported.get("", ()):
            if entry.name == "*":
                target = file.targets.get((entry.target, "")) or file.targets.get((entry.target, "*"))
                inner = self.member(target, name, seen) if target is not None else None
                if inner is not None:
                    return inner
        return None

    def taken(self, whole: Value, name: str, language: str) -> Value:
        """What an import takes out of a module of the project."""
        if language == "java" and isinstance(whole, ModuleValue):
            return self.type_of(whole.module, name) or Unknown(name)
        if name in ("", "*"):
            return whole
        if name == "=":
            return self._required(whole)
        found = self.member(whole, name)
        if found is None and name == "default":
            return self._required(whole)
        return found if found is not None else (whole if self._is_named(whole, name) else Unknown(name))

    def _required(self, whole: Value) -> Value:
        """What `require` gives: what the module assigns to `module.exports`, else the module itself."""
        if isinstance(whole, ModuleValue) and self.program.has(whole.module):
            file = self.program.file(whole.module)
            for exported in ("=", "default"):
                expression = next((value for name, value in file.sketch.exports if name == exported), None)
                if expression is not None and file.scopes:
                    return self.evaluate(expression, file.frame_of_export(expression))
        return whole

    @staticmethod
    def _is_named(whole: Value, name: str) -> bool:
        """Whether a module of the project is itself what the name says: `from routes import items`."""
        return (
            isinstance(whole, ModuleValue)
            and whole.module.removesuffix("/__init__.py").rpartition("/")[2].partition(".")[0] == name
        )

    # Types

    def type_of(self, module: str, name: str) -> Value | None:
        """A type that a module declares, by its simple or inner name; a static member of its type besides."""
        file = self.program.file(module)
        for index, scope in enumerate(file.scopes):
            if scope.kind == "class" and scope.name == name.rpartition(".")[2]:
                return ClassValue(module, index)
        if not file.scopes:
            return None
        outer = file.children.get((0, module.rpartition("/")[2].partition(".")[0]))
        return self.of_class(ClassValue(module, outer[0]), name, None) if outer else None

    def of_package(self, package: str, name: str) -> Value | None:
        """What `package.*` brings in by a name: a type of the project, or a static member of one."""
        module = self.program.types.get(f"{package}.{name}")
        if module is not None:
            return self.type_of(module, name)
        holder = self.program.types.get(package)
        if holder is not None:
            found = self.type_of(holder, package.rpartition(".")[2])
            return self.of_class(found, name, None) if isinstance(found, ClassValue) else None
        return Symbol(f"{package}.{name}") if self.is_outside(f"{package}.{name}") else None

    def typed(self, type_: Expression | None, frame: Frame) -> Value:
        """An object of a declared type."""
        if type_ is None:
            return UNKNOWN
        named = self.evaluate(type_, frame)
        match named:
            case ClassValue():
                return Instance(named) if self.is_there(named) else UNKNOWN
            case Symbol(name):
                plain = name.removeprefix("global:").removeprefix("java.lang.").removeprefix("typing.")
                if plain in _PLAIN_TYPES or (name.startswith("global:") and plain[:1].islower()):
                    return UNKNOWN
                return Applied(named, None, None, None)
        return UNKNOWN
