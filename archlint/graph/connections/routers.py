"""Which routers a value is: a router, a list of routes, a module or what their names stand for in, Keys of routers out."""

from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.owners import Key, owner_of
from archlint.graph.connections.value_names import names_of
from archlint.graph.values.heap import site_of
from archlint.graph.values.terms import (
    Applied,
    Attribute,
    ClassValue,
    Frame,
    FunctionValue,
    Handed,
    ItemsValue,
    ModuleValue,
    ParameterValue,
    TextValue,
    Unknown,
    Value,
    options_of,
)
from archlint.model.api_rules import RuleKind
from archlint.model.paths import in_common
from archlint.model.sketch import Items, Joined, Member, Name

_AS_ROUTER = ("urls", "router", "routes", "middleware", "handler", "registry")
"""Attributes and methods that give what a router serves, in the form in which it is mounted."""
_MAKING: tuple[RuleKind, ...] = ("router",)
_MOST_LISTS = 400


class Routers:
    """Knows the routers of a system by the values that stand for them."""

    def __init__(self, discovery: Discovery) -> None:
        self._discovery = discovery
        self._evaluator = discovery.evaluator
        self.unread: dict[Key, str] = {}
        """The lists that something is added to of which nobody reads what it holds, with what that is called."""

    def of(self, value: Value, module: str) -> list[Key]:
        """The routers that a value is."""
        match value:
            case TextValue(parts) if len(parts) == 1 and isinstance(parts[0], str):
                named = self._module_named(parts[0], module)
                return self._lists(named, "urlpatterns") if named else self._member_named(parts[0], module)
            case TextValue(parts) if not all(isinstance(part, str) for part in parts):  # `router.urls + more`
                return [key for part in parts if not isinstance(part, str) for key in self.of(part, module)]
            case ModuleValue(path):
                return [*self._lists(path, "urlpatterns"), ("module", path)]
            case ItemsValue(items, frame, spread):
                named = self._name_of(items, frame)
                if named:
                    return self._lists(frame.module, named)
                meant = [one for place, one in enumerate(items) if place == 0 or place in spread]
                return [key for one in meant for key in self.of(self._evaluator.evaluate(one, frame), module)]
            case ClassValue() | FunctionValue():
                return [("scope", value.module, value.scope)]
        key = self.key(value, module)
        return [key] if key is not None else []

    def key(self, value: Value, module: str) -> Key | None:
        """What tells a router from others that a value is, or that one gives itself whose methods are called:
        `new Hono().get(…)`. A method that makes a router of its own of it, behind a path, gives that.
        """
        rules = self._discovery.rules(module)
        left = _MOST_LISTS
        while isinstance(value, Applied) and isinstance(value.callee, Attribute) and left:
            left -= 1
            names = names_of(value.callee, rules, self._evaluator)
            types = {f"{rules.type_of(name)}()" for name in names}
            if any(rules.find(name, _MAKING) for name in names):
                break
            if types.isdisjoint(names_of(value.callee.of, rules, self._evaluator)):
                break
            value = value.callee.of
        return router_key(value)

    def _name_of(self, items: object, frame: Frame) -> str:
        """The name that a list is bound to, alone or behind others, "" where it has none."""
        for scope in self._discovery.program.file(frame.module).scopes:
            for binding in scope.bindings:
                parts = binding.value.parts if isinstance(binding.value, Joined) else (binding.value,)
                if any(isinstance(part, Items) and part.items is items for part in parts):
                    return binding.target
        return ""

    def _lists(self, module: str, name: str) -> list[Key]:
        """A list of routes by the name it is bound to, and the lists that it is put together from."""
        found: list[Key] = []
        pending = [(module, name)]
        while pending and len(found) < _MOST_LISTS:
            place = pending.pop()
            key: Key = ("list", *place)
            if key in found:
                continue
            found.append(key)
            frame = Frame(place[0], 0)
            file = self._discovery.program.file(place[0])
            for binding in file.bindings.get((0, place[1]), ()):
                parts = [binding.value]
                while parts:
                    part = parts.pop()
                    if isinstance(part, Items):
                        parts += part.items
                    elif isinstance(part, Joined):
                        parts += part.parts
                    elif isinstance(part, Name | Member) and part != Name(place[1]):
                        for value in options_of(self._evaluator.evaluate(part, frame)):
                            if _is_unread(part, value):
                                self.unread.setdefault(key, _written(part))
                            inner = self._name_of(value.items, value.frame) if isinstance(value, ItemsValue) else ""
                            if inner and isinstance(value, ItemsValue):
                                pending.append((value.frame.module, inner))
                            added = (
                                router_key(value) if isinstance(part, Member) and part.name in _AS_ROUTER else None
                            )  # `+ router.urls`
                            if added is not None and added not in found:
                                found.append(added)
        return found

    def _member_named(self, written: str, near: str) -> list[Key]:
        """The router that a dotted name in a text means: `bills.api.router`."""
        holder, _, name = written.rpartition(".")
        home = self._module_named(holder, near) if holder else ""
        value = self._evaluator.member(ModuleValue(home), name) if home else None
        key = self.key(value, home) if value is not None else None
        return [key] if key is not None else []

    def _module_named(self, name: str, near: str) -> str:
        """The module that a dotted name in a text means: the one nearest to the file that names it."""
        ends = (f"{name.replace('.', '/')}.py", f"{name.replace('.', '/')}/__init__.py")
        found = [
            one for one in self._discovery.program.modules if any(one == end or one.endswith(f"/{end}") for end in ends)
        ]
        return max(found, key=lambda one: (in_common(one, near), -len(one)), default="")


def _is_unread(part: Name | Member, value: Value) -> bool:
    """Whether a part of a list is one that is put together while the program runs: `+ plugins.urls`."""
    if isinstance(value, ItemsValue):
        return not value.items and value.frame.scope > 0
    return isinstance(part, Member) and part.name not in _AS_ROUTER and isinstance(value, Attribute | Unknown)


def _written(part: Name | Member) -> str:
    if isinstance(part, Name):
        return part.name
    return f"{part.of.name}.{part.name}" if isinstance(part.of, Name | Member) else part.name


def router_key(value: Value) -> Key | None:
    """What tells a router from others; None for what cannot be one."""
    if isinstance(value, ParameterValue):
        return ("parameter", value.module, value.scope, value.name)
    if isinstance(value, Handed):
        return ("handed", *(site_of(value.call) or ()))
    if isinstance(value, Attribute) and value.name in _AS_ROUTER:
        return router_key(value.of)
    if isinstance(value, Applied) and isinstance(value.callee, Attribute) and value.callee.name in _AS_ROUTER:
        return router_key(value.callee.of)
    site, owner = site_of(value), owner_of(value)
    return (*site, owner) if site is not None and owner is not None else site
