"""What finds about operations say: finds of rules for gRPC and GraphQL in, routes and requests out."""

import re
from collections.abc import Iterator

from archlint.graph.connections.addresses import Address, address, hole, texts
from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.endpoints import FoundRequest
from archlint.graph.connections.finds import Find
from archlint.graph.connections.operations import GRPC, KnownOperations, camel
from archlint.graph.connections.procedures import PROCEDURES, Procedures
from archlint.graph.connections.routing import FoundRoute
from archlint.graph.connections.rule_calls import Call
from archlint.graph.connections.selecting import select
from archlint.graph.connections.settings import KnownSettings
from archlint.graph.connections.tracing import Tracer
from archlint.graph.connections.value_names import names_of
from archlint.graph.values.terms import (
    UNKNOWN,
    Applied,
    Attribute,
    ClassValue,
    FunctionValue,
    Instance,
    ItemsValue,
    ParameterValue,
    RecordValue,
    Symbol,
    TextValue,
    Unknown,
    Value,
    options_of,
)
from archlint.model.graphql import METHODS, asked, path_of
from archlint.model.sketch import Closure, Expression, Invocation, Name, Text

_DEEPEST = 4
_MOST_HOSTS = 4
_ROOTS = {**METHODS, **{kind.title(): method for kind, method in METHODS.items()}}


class OperationFinds:
    """Reads finds of rules that have a protocol."""

    def __init__(self, discovery: Discovery, settings: KnownSettings, tracer: Tracer, known: KnownOperations) -> None:
        self._discovery = discovery
        self._evaluator = discovery.evaluator
        self._program = discovery.program
        self._settings = settings
        self._tracer = tracer
        self._known = known
        self._procedures = Procedures(discovery)

    # Routes

    def routes(self, find: Find) -> Iterator[FoundRoute]:
        """The operations that a find serves, each at the line of what answers."""
        if find.rule.protocol == PROCEDURES:
            yield from self._procedures.routes(find)
            return
        call = self._discovery.call(find)
        for at, name, method in self._served(find, call):
            path = self._path(find, call, name, method)
            if path:
                scope = self._program.scope(at.module, at.scope)
                handler = scope.name if scope.kind == "function" and (find.is_mark or at.scope != find.scope) else ""
                yield FoundRoute(at, method or GRPC, path, handler, at.line)

    def _path(self, find: Find, call: Call, name: str, method: str) -> str:
        if find.rule.protocol == "graphql":
            return path_of(camel(name) if find.rule.camel else name) if method in METHODS.values() else ""
        return self._known.path(find.service or self._service(find, call), name)

    def _service(self, find: Find, call: Call) -> str:
        """The service that a call or a mark names: by a text, or by what generated code calls it."""
        value = select(self._evaluator, call, find.rule.service) if find.rule.service else None
        names: list[str] = []
        for option in options_of(value) if value is not None else ():
            if isinstance(option, TextValue):
                names += [part for part in option.parts if isinstance(part, str)]
            elif isinstance(option, RecordValue):
                names += self._described(option)
            else:
                named = names_of(option, self._discovery.rules(find.module), self._evaluator)
                names += [one.removesuffix("()").removesuffix(".service") for one in named]
        if find.rule.service == ("bases",):
            scope = self._program.scope(find.module, find.scope)
            names += [one.name for one in scope.bases if isinstance(one, Name)]
        return self._known.service_among(names)

    def _described(self, of: RecordValue) -> list[str]:
        """The service that an object describes which generators made: `{ showBill: { path: "/lines.Bills/ShowBill" } }`."""
        for _, expression in of.record.entries[:1]:
            path = self._evaluator.attribute(self._evaluator.evaluate(expression, of.frame), "path")
            if isinstance(path, TextValue) and len(path.parts) == 1 and isinstance(path.parts[0], str):
                return [path.parts[0].strip("/").partition("/")[0]]
        return []

    def _served(self, find: Find, call: Call) -> Iterator[tuple[Find, str, str]]:
        """The operations of a find: its place, its name, its method."""
        rule = find.rule
        if rule.members:
            for selector in rule.members:
                pieces = re.split(r"\W", selector)
                method = next((_ROOTS[piece] for piece in pieces if piece in _ROOTS), "")
                for value in self._parts(call, selector):
                    yield from ((at, name, method) for at, name in self._members(find, value))
        elif find.is_mark and self._program.scope(find.module, find.scope).kind == "function":
            yield find, self._name(find, call), self._method(find, call)
        elif rule.operation:
            at = find
            yield at, self._name(find, call), self._method(find, call)
        else:
            of = ClassValue(find.module, find.scope)
            is_graphql = rule.protocol == "graphql"
            name = self._program.scope(find.module, find.scope).name
            method = (
                (_ROOTS.get(name, "") if rule.default_method == "ANY" else rule.default_method) if is_graphql else ""
            )
            for at, member in self._members(find, of):
                yield at, self._field(member) if rule.default_method != "ANY" else member, method

    def _field(self, name: str) -> str:
        """The field that a function answers by its name: `getBill` is `bill` where a schema has that, and not the other."""
        plain = re.sub(r"^(?:get|is)(?=[A-Z])", "", name)
        plain = plain[:1].lower() + plain[1:]
        return plain if path_of(name) not in self._known.fields and path_of(plain) in self._known.fields else name

    def _parts(self, call: Call, selector: str) -> Iterator[Value]:
        """What stands somewhere, and in each of the parts that something around it is put together from."""
        outer, _, last = selector.rpartition(".")
        whole = select(self._evaluator, call, (outer,)) if "." in outer and last in _ROOTS else None
        parts = [*self._pieces(whole)] if whole is not None else []
        inner = [(one, part.frame) for part in parts for key, one in part.record.entries if key == last]
        yield from (self._evaluator.evaluate(one, frame) for one, frame in inner)
        value = select(self._evaluator, call, (selector,)) if not inner else None
        if value is not None:
            yield value

    def _pieces(self, value: Value, depth: int = 0) -> Iterator[RecordValue]:
        """The objects that a list holds or a call is given: `[lines, bills]`, `merge({}, lines, bills)`."""
        for option in options_of(value):
            if isinstance(option, RecordValue):
                yield option
                for key, spread in option.record.entries if depth < _DEEPEST else ():
                    if key == "...":
                        yield from self._pieces(self._evaluator.evaluate(spread, option.frame), depth + 1)
            elif isinstance(option, ItemsValue) and depth < _DEEPEST:
                for item in option.items:
                    yield from self._pieces(self._evaluator.evaluate(item, option.frame), depth + 1)
            elif isinstance(option, Applied) and option.invocation is not None and option.frame is not None:
                for item in option.invocation.positional if depth < _DEEPEST else ():
                    yield from self._pieces(self._evaluator.evaluate(item, option.frame), depth + 1)

    def _name(self, find: Find, call: Call) -> str:
        """The name of an operation: the first text, else that of the function."""
        for selector in find.rule.operation:
            value = select(self._evaluator, call, (selector,))
            for option in options_of(value) if value is not None else ():
                if isinstance(option, TextValue) and len(option.parts) == 1 and isinstance(option.parts[0], str):
                    return option.parts[0]
        return self._program.scope(find.module, find.scope).name

    def _method(self, find: Find, call: Call) -> str:
        value = select(self._evaluator, call, find.rule.method) if find.rule.method else None
        for option in options_of(value) if value is not None else ():
            if isinstance(option, TextValue) and len(option.parts) == 1 and isinstance(option.parts[0], str):
                return _ROOTS.get(option.parts[0], "")
        return "" if find.rule.method or find.rule.default_method == "ANY" else find.rule.default_method

    def _members(self, find: Find, value: Value, depth: int = 0) -> Iterator[tuple[Find, str]]:
        """The functions and fields of a class or an object, with their places."""
        for option in options_of(value):
            if isinstance(option, ParameterValue) and option.declared is not None:
                yield from self._members(find, option.declared, depth)
            elif isinstance(option, ClassValue | Instance):
                of = option.of if isinstance(option, Instance) else option
                for one in self._evaluator.ancestry(of):
                    if isinstance(one, ClassValue):
                        yield from self._of_class(find, one)
            elif isinstance(option, RecordValue):
                yield from self._entries(find, option, depth)
            elif isinstance(option, ItemsValue) and depth < _DEEPEST:
                for item in option.items:
                    yield from self._members(find, self._evaluator.evaluate(item, option.frame), depth + 1)

    def _of_class(self, find: Find, of: ClassValue) -> Iterator[tuple[Find, str]]:
        file = self._program.file(of.module)
        seen: set[str] = set()
        for binding in file.scopes[of.scope].bindings:
            if not binding.target.startswith("_") and "." not in binding.target and binding.target not in seen:
                seen.add(binding.target)
                if find.rule.protocol == "graphql" and isinstance(binding.value, Invocation):
                    name = _named_by(binding.value) or binding.target
                    yield find._replace(module=of.module, scope=of.scope, line=binding.line), name
        for method in file.methods.get(of.scope, ()):
            scope = file.scopes[method]
            is_asked = (find.rule.protocol == "grpc" and not self._is_generated(find, of)) or (
                (bool(scope.marks) or find.rule.default_method != "ANY") and not scope.name.startswith("resolve_")
            )
            if is_asked and not scope.name.startswith("_") and scope.name not in seen:
                seen.add(scope.name)
                at = find._replace(module=of.module, scope=method, line=scope.line, is_mark=False, expression=None)
                is_field = find.rule.protocol == "graphql"
                yield at, next(filter(None, map(_named_by, scope.marks if is_field else ())), scope.name)

    def _is_generated(self, find: Find, of: ClassValue) -> bool:
        """Whether a class is the one that a generator made for others to extend."""
        rules = self._discovery.rules(find.module)
        return find.scope != of.scope and bool(rules.of_base(self._discovery.generated_name(of)))

    def _entries(self, find: Find, of: RecordValue, depth: int) -> Iterator[tuple[Find, str]]:
        for key, expression in of.record.entries:
            if key == "..." and depth < _DEEPEST:
                yield from self._members(find, self._evaluator.evaluate(expression, of.frame), depth + 1)
            elif key and key != "...":
                yield self._at(find, of, expression), key

    def _at(self, find: Find, of: RecordValue, expression: Expression) -> Find:
        """The place of what answers: the function, or the object that names it."""
        module, scope, line = of.frame.module, of.frame.scope, of.record.line or find.line
        if isinstance(expression, Closure):
            scope = expression.scope
            line = self._program.scope(module, scope).line
        elif isinstance(expression, Invocation):
            line = expression.line
        elif isinstance(expression, Name):
            found = self._evaluator.evaluate(expression, of.frame)
            for option in options_of(found):
                if isinstance(option, FunctionValue):
                    module, scope = option.module, option.scope
                    line = self._program.scope(module, scope).line
        return find._replace(module=module, scope=scope, line=line, is_mark=False, expression=None)

    # Requests

    def requests(self, find: Find) -> Iterator[FoundRequest]:
        """The operations that a find asks for."""
        call = self._discovery.call(find)
        hosts = self._hosts(find)
        if find.rule.protocol == PROCEDURES:
            path = self._procedures.path(find)
            yield FoundRequest(find, find.rule.default_method, tuple(one._replace(path=path) for one in hosts))
            return
        if find.rule.protocol == "graphql":
            for method, path, line in self._fields(find, call):
                if find.rule.needing and path not in self._known.fields:
                    continue  # it is sent as anything else is, to a schema that is not here
                at = find._replace(line=find.line + line)
                yield FoundRequest(at, method, tuple(one._replace(path=path) for one in hosts))
            return
        path = ""
        if find.rule.path:
            value = select(self._evaluator, call, find.rule.path)
            found = [one for one in options_of(value) if isinstance(one, TextValue)] if value is not None else []
            path = found[0].parts[0] if found and found[0].parts and isinstance(found[0].parts[0], str) else ""
        else:
            path = self._known.path(find.service or self._service(find, call), find.operation or self._name(find, call))
        if path.count("/") > 1:
            yield FoundRequest(find, GRPC, tuple(one._replace(path=path) for one in hosts))

    def _fields(self, find: Find, call: Call) -> Iterator[tuple[str, str, int]]:
        if find.operation:
            yield from ((page.method, page.address, 0) for page in self._known.documents.get(find.operation, ()))
            return
        for selector in find.rule.document:
            value = select(self._evaluator, call, (selector,))
            found = [field for option in options_of(value or UNKNOWN) for field in self._of_document(option)]
            if found:
                yield from found
                return

    def _of_document(self, value: Value) -> Iterator[tuple[str, str, int]]:
        """The fields that a text asks for, or what is named after a document: `OpenBillsDocument`."""
        if isinstance(value, TextValue):
            whole = " ".join(part for part in value.parts if isinstance(part, str))
            yield from ((field.method, path_of(field.name), field.line) for field in asked(whole))
            if whole.isidentifier():  # `documentName("openBills")`
                yield from ((page.method, page.address, 0) for page in self._known.documents.get(whole, ()))
        elif isinstance(value, Unknown | Symbol | Attribute):
            yield from ((page.method, page.address, 0) for page in self._known.document(hole(value)))

    def _hosts(self, find: Find) -> list[Address]:
        """Whom a find asks, as far as its client says so; one that is not known otherwise."""
        value = self._tracer.started(find)
        found: list[Address] = []
        for one in texts(value, find.module, self._settings) if value is not None else ():
            place = address(one)
            host = place.host or place.path.strip("/").partition("/")[0]
            found.append(Address(host, "", is_absolute=True))
        return list(dict.fromkeys(found))[:_MOST_HOSTS] or [Address("", "")]


def _named_by(declaration: Expression) -> str:
    """The name that a field is given besides that of its function: `strawberry.field(name="theBill")`."""
    named = declaration.named if isinstance(declaration, Invocation) else ()
    return next((value.value for key, value in named if key == "name" and isinstance(value, Text)), "")
