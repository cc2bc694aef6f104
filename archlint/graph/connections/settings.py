"""What settings are set to: values that read the environment or configuration in, their texts out, by component."""

import re
from collections.abc import Iterable, Mapping, Sequence

from archlint.graph.connections.declared_settings import DeclaredSettings
from archlint.graph.connections.finds import CONSTRUCTORS
from archlint.graph.connections.matching import Rules
from archlint.graph.connections.rule_calls import Call
from archlint.graph.connections.selecting import select
from archlint.graph.connections.value_names import names_of
from archlint.graph.values.evaluation import Evaluator
from archlint.graph.values.terms import (
    Applied,
    Attribute,
    ClassValue,
    Frame,
    Instance,
    ParameterValue,
    Symbol,
    TextValue,
    Unknown,
    Value,
    options_of,
    several,
    text,
)
from archlint.model.deployment import Deployment
from archlint.model.sketch import Invocation, Name

_VARIABLE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
"""What variables of the environment are called, and hardly anything else."""
_PLACEHOLDER = re.compile(r"\$\{([^${}]*)\}|#\{'?\$\{([^${}]*)\}[^}]*\}|\$\(?([A-Z][A-Z0-9_]+)\)?")
_TRIMS = frozenset({"strip", "rstrip", "lstrip", "trim", "trimEnd"})
"""Methods after which a setting is what it was, as far as an address goes."""


class KnownSettings:
    """Settings of a Deployment, seen from a module: those of its own component count first, then those of all."""

    def __init__(
        self,
        evaluator: Evaluator,
        rules: Mapping[str, Rules],
        deployment: Deployment,
        folder_of: Mapping[str, str],
        names_of_folder: Mapping[str, Sequence[str]],
    ) -> None:
        self._evaluator = evaluator
        self._rules = rules
        self._folder_of = folder_of
        self._by_key: dict[str, list[tuple[str, str]]] = {}
        self._declared: DeclaredSettings | None = None
        folders = {name: folder for folder, names in names_of_folder.items() for name in names}
        for setting in deployment.settings:
            home = folders.get(setting.for_name, "") if setting.for_name else _home(setting.file, names_of_folder)
            self._add(setting.key, home, setting.value)
        for deployable in deployment.deployables:
            home = deployable.folder or folders.get(deployable.name, "") or _home(deployable.file, names_of_folder)
            for variable in deployable.environment:
                self._add(variable.name, home, variable.value)

    def declare(self, declared: DeclaredSettings) -> None:
        """Take in what code sets itself: files that are deployed say more than it does."""
        self._declared = declared

    def _in_code(self, key: str, folder: str) -> Value | None:
        """What code sets a key to: that of the component itself before others', and what it is where nothing else says it
        rather than what nobody sets.
        """
        found = self._declared.values(key) if self._declared is not None else []
        own = [one for one in found if self._folder_of.get(one[0], "") == folder] or found
        options = [(module, option) for module, value in own for option in options_of(value)]
        filled = [self.text(option, module) or option for module, option in options]
        told = [one for one in filled if isinstance(one, TextValue)] or filled
        return several(list(dict.fromkeys(told))) if told else None

    def _add(self, key: str, home: str, value: str) -> None:
        self._by_key.setdefault(relaxed(key), []).append((home, value))

    def values(self, key: str, folder: str) -> list[str]:
        """What a key is set to in a component, each once; in any other where it is not set there."""
        found = self._by_key.get(relaxed(key), ())
        own = [value for home, value in found if home == folder]
        return list(dict.fromkeys(own or (value for _, value in found)))

    def text(self, value: Value, module: str) -> Value | None:
        """What a value that reads a setting is, None where it reads none."""
        file = self._evaluator.program.file(module)
        rules = self._rules.get(file.language)
        if rules is None:
            return None
        if isinstance(value, ParameterValue):
            return self._of_declared(value, rules, module)
        if isinstance(value, Unknown):
            return self._variable(value.name, module)
        if not isinstance(value, Applied | Attribute | Symbol):
            return None
        folder = self._folder_of.get(module, "")
        bound = self._bound(value, folder, module)
        if bound is not None:
            return bound
        for name in names_of(value if not isinstance(value, Applied) else value.callee, rules, self._evaluator):
            for rule, *_ in rules.find(name, ("address",)):
                call = _as_call(value)
                host = select(self._evaluator, call, rule.target)
                if host is not None:
                    return text("http://", host)
            for rule, *_ in rules.find(name, ("setting",)):
                if rule.name == ("name",):
                    return self._set_to(name.rpartition(".")[2], None, folder, module)
                return self._read(value, rule.name, rule.default, folder, module)
        if isinstance(value, Applied) and isinstance(value.callee, Attribute) and value.callee.name in _TRIMS:
            return self.text(value.callee.of, module)
        return self._variable(value.name, module) if isinstance(value, Attribute) else None

    def _variable(self, name: str, module: str) -> Value | None:
        """What a variable of the environment is, by its name where the way it is read is not followed: `all().BILLS_URL`."""
        return self.named(name, module) if _VARIABLE.fullmatch(name) else None

    def _read(
        self, value: Value, name: tuple[str, ...], default: tuple[str, ...], folder: str, module: str
    ) -> Value | None:
        call = _as_call(value)
        key = select(self._evaluator, call, name)
        otherwise = select(self._evaluator, call, default) if default else None
        keys = [one for one in options_of(key) if isinstance(one, TextValue)] if key is not None else []
        found = []
        for one in keys:
            literal = one.parts[0] if len(one.parts) == 1 and isinstance(one.parts[0], str) else ""
            if "${" in literal or "#{" in literal:
                found.append(self.expanded(literal, folder, module))
            elif literal:
                found.append(self._set_to(literal, otherwise, folder, module))
        return several(found) if found else otherwise

    def named(self, key: str, module: str) -> Value | None:
        """What a setting is, None where nobody sets it."""
        folder = self._folder_of.get(module, "")
        return self._set_to(key, None, folder, module) if self.values(key, folder) else None

    def own(self, key: str, module: str) -> Value | None:
        """What a setting is in the component of a module, None where that does not set it."""
        folder = self._folder_of.get(module, "")
        found = [value for home, value in self._by_key.get(relaxed(key), ()) if home == folder]
        return several([self.expanded(value, folder, module) for value in dict.fromkeys(found)]) if found else None

    def _set_to(self, key: str, otherwise: Value | None, folder: str, module: str) -> Value:
        values = self.values(key, folder)
        if values:
            return several([self.expanded(value, folder, module) for value in values])
        in_code = self._in_code(key, folder)
        if in_code is not None:
            return in_code
        return otherwise if otherwise is not None else Symbol(f"setting:{key}")

    def of_text(self, written: str, module: str) -> Value:
        """A text of a module with its placeholders filled in."""
        return self.expanded(written, self._folder_of.get(module, ""), module)

    def expanded(self, written: str, folder: str, module: str, depth: int = 0) -> Value:
        """A text with its `${name:default}` filled in."""
        parts: list[str | Value] = []
        end = 0
        for found in _PLACEHOLDER.finditer(written):
            parts.append(written[end : found.start()])
            end = found.end()
            key, _, default = (found[1] or found[2] or found[3] or "").partition(":")
            values = self.values(key, folder) if depth < 5 else []
            if values:
                parts.append(several([self.expanded(value, folder, module, depth + 1) for value in values]))
            elif default or ":" in found[0]:
                parts.append(self.expanded(default.removeprefix("-"), folder, module, depth + 1))
            else:
                parts.append(Symbol(f"setting:{key}"))
        parts.append(written[end:])
        return text(*parts)

    def _of_declared(self, value: ParameterValue, rules: Rules, module: str) -> Value | None:
        """A parameter (or field) whose mark says which setting it is given."""
        scope = self._evaluator.program.scope(value.module, value.scope)
        frame = self._evaluator.frame_around(value.module, value.scope)
        parameter = next((one for one in scope.parameters if one.name == value.name), None)
        for mark in parameter.marks if parameter is not None else ():
            found = self.of_mark(mark, frame, rules, module)
            if found is not None:
                return found
        if parameter is not None and parameter.default is not None:
            return self._evaluator.evaluate(parameter.default, frame)
        return self._made_with(value, self._folder_of.get(module, ""), module)

    def of_mark(self, mark: object, frame: object, rules: Rules, module: str) -> Value | None:
        """The setting that a mark such as `@Value("${url}")` injects."""
        if not isinstance(mark, Invocation):
            return None
        callee = self._evaluator.evaluate(mark.callee, frame)  # type: ignore[arg-type]
        for name in names_of(callee, rules, self._evaluator):
            for rule, *_ in rules.find(name, ("setting",)):
                call = Call(mark, frame, callee)  # type: ignore[arg-type]
                key = select(self._evaluator, call, rule.name)
                if isinstance(key, TextValue) and len(key.parts) == 1 and isinstance(key.parts[0], str):
                    folder = self._folder_of.get(module, "")
                    written = key.parts[0]
                    if "${" in written or "#{" in written:
                        return self.expanded(written, folder, module)
                    return self._set_to(written, select(self._evaluator, call, rule.default), folder, module)
        return None

    def _bound(self, value: Value, folder: str, module: str) -> Value | None:
        """A field of an object that a framework fills from settings: by a mark on the field or on its class."""
        value = _read(value)
        if isinstance(value, ParameterValue):
            return self._made_with(value, folder, module)
        if not isinstance(value, Attribute):
            return None
        whole = _read(value.of)
        of = whole.declared if isinstance(whole, ParameterValue) else whole
        if not isinstance(of, Instance | ClassValue):
            return None
        holder = of.of if isinstance(of, Instance) else of
        for one in self._evaluator.ancestry(holder):
            if isinstance(one, ClassValue):
                found = self._filled(one, value.name, folder, module)
                if found is not None:
                    return found
        return None

    def _made_with(self, value: ParameterValue, folder: str, module: str) -> Value | None:
        """What a framework makes an object of its class with: a parameter of a constructor, a component of a record."""
        file = self._evaluator.program.file(value.module)
        if file.scopes[value.scope].name not in CONSTRUCTORS or file.class_of(value.scope) < 0:
            return None
        return self._filled(ClassValue(value.module, file.class_of(value.scope)), value.name, folder, module)

    def _filled(self, one: ClassValue, field: str, folder: str, module: str) -> Value | None:
        """What marks of a class, or of one of its fields, say about that field."""
        program = self._evaluator.program
        rules = self._rules.get(program.file(one.module).language)
        if rules is None:
            return None
        scope = program.scope(one.module, one.scope)
        frame = self._evaluator.frame_around(one.module, one.scope)
        for mark in (mark for binding in scope.bindings if binding.target == field for mark in binding.marks):
            found = self.of_mark(mark, frame, rules, module)
            if found is not None:
                return found
        start = self._key_of(one, rules)
        return None if start is None else self._set_to(f"{start}.{field}" if start else field, None, folder, module)

    def _key_of(self, one: ClassValue, rules: Rules) -> str | None:
        """The key behind which the settings of a class lie: what its mark says or, of a class within such a one, the field of
        that which holds an object of it; None where nothing fills its fields.
        """
        program = self._evaluator.program
        scope = program.scope(one.module, one.scope)
        frame = self._evaluator.frame_around(one.module, one.scope)
        for mark in scope.marks:
            callee = self._evaluator.evaluate(mark.callee if isinstance(mark, Invocation) else mark, frame)
            for name in names_of(callee, rules, self._evaluator):
                for rule, *_ in rules.find(name, ("setting",)):
                    call = Call(mark if isinstance(mark, Invocation) else None, frame, callee)
                    prefix = select(self._evaluator, call, rule.prefix) if rule.prefix else None
                    return str(prefix.parts[0]) if isinstance(prefix, TextValue) and prefix.parts else ""
        if scope.parent <= 0:
            return None
        file = program.file(one.module)
        makers = [file.scopes[at] for at in file.methods.get(scope.parent, ()) if file.scopes[at].name in CONSTRUCTORS]
        fields = [one.target for one in file.scopes[scope.parent].bindings if one.type == Name(scope.name)]
        fields += [one.name for maker in makers for one in maker.parameters if one.type == Name(scope.name)]
        start = self._key_of(ClassValue(one.module, scope.parent), rules) if fields else None
        return None if start is None else f"{start}.{fields[0]}".lstrip(".")


def _read(value: Value) -> Value:
    """What is read by an accessor that nobody wrote: `settings.url()`; any other value is itself."""
    is_plain = isinstance(value, Applied) and value.invocation is not None and not value.invocation.positional
    return value.callee if isinstance(value, Applied) and is_plain else value


def relaxed(key: str) -> str:
    """A key without what frameworks do not look at: `order.destinations.orderUrl` is ORDER_DESTINATIONS_ORDERURL."""
    return re.sub(r"[^a-z0-9]", "", key.lower())


def _home(file: str, folders: Iterable[str]) -> str:
    """The innermost component folder that a file lies in."""
    found = ""
    for folder in folders:
        if folder != "." and file.startswith(f"{folder}/") and len(folder) > len(found):
            found = folder
    return found or "."


def _as_call(value: Value) -> Call:
    if isinstance(value, Applied) and value.frame is not None:
        return Call(value.invocation, value.frame, value.callee)
    return Call(None, Frame("", 0), value)
