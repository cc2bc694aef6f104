"""Which routes nobody leads to: a find and the settings that name the module whose routes are served in, yes or no out."""

from collections.abc import Iterator, Sequence

from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.finds import Find
from archlint.graph.connections.places import Places
from archlint.graph.connections.selecting import select
from archlint.graph.values.terms import Applied, Frame, ParameterValue, TextValue, Unknown, options_of


class Roots:
    """Knows the modules that are served, by component. What is not known for certain leaves nothing out."""

    def __init__(self, discovery: Discovery, places: Places, finds: Sequence[Find]) -> None:
        self._discovery = discovery
        self._program = discovery.program
        self._places = places
        self._open = {places.component_of(find.module) for find in finds if self._is_open(find)}
        self._named: dict[tuple[str, ...], dict[str, set[str]]] = {}
        self._left_out: dict[str, bool] = {}
        self._used: frozenset[str] | None = None

    def leave_out(self, find: Find) -> bool:
        """Whether a route stands in a module that is neither named by a setting of its component nor spoken of anywhere."""
        if not find.rule.roots:
            return False
        if find.module not in self._left_out:
            self._left_out[find.module] = self._is_left_out(find)
        return self._left_out[find.module]

    def _is_left_out(self, find: Find) -> bool:
        module, language = find.module, self._program.file(find.module).language
        component = self._places.component_of(module)
        if find.rule.roots not in self._named:
            self._named[find.rule.roots] = self._all_named(find.rule.roots, language)
        named = self._named[find.rule.roots].get(component, set())
        name = ".".join(module.rpartition(".")[0].removesuffix("/__init__").split("/")[-2:])
        if not named or "" in named or module in named or component in self._open or "." not in name:
            return False
        if self._used is None:
            self._used = frozenset(
                used for one in self._program.modules for used in self._program.uses(one) if used != one
            )
        return module not in self._used and not [
            one for one in self._program.mentioning(name, language) if one != module
        ]

    def _all_named(self, settings: tuple[str, ...], language: str) -> dict[str, set[str]]:
        """By component the modules that its settings name, "" for one that is not found."""
        found: dict[str, set[str]] = {}
        for setting in settings:
            for module in self._program.mentioning(setting, language):
                for binding in self._program.file(module).bindings.get((0, setting), ()):
                    value = self._discovery.evaluator.binding(binding, Frame(module, 0))
                    for option in options_of(value):
                        is_text = isinstance(option, TextValue) and len(option.parts) == 1
                        text = option.parts[0] if is_text and isinstance(option, TextValue) else ""
                        homes = list(self._modules_named(text)) if isinstance(text, str) and text else []
                        found.setdefault(self._places.component_of(module), set()).update(homes or [""])
        return found

    def _modules_named(self, name: str) -> Iterator[str]:
        """The modules that a dotted name in a text may mean."""
        ends = (f"/{name.replace('.', '/')}.py", f"/{name.replace('.', '/')}/__init__.py")
        return (one for one in self._program.modules if f"/{one}".endswith(ends))

    def _is_open(self, find: Find) -> bool:
        """Whether something is mounted of which nobody knows what it is: `include(f"{app}.urls")`."""
        if find.rule.kind != "mount" or not find.rule.named:
            return False
        value = select(self._discovery.evaluator, self._discovery.call(find), find.rule.named)
        return any(
            isinstance(one, Unknown | Applied | ParameterValue)
            or (isinstance(one, TextValue) and not all(isinstance(part, str) for part in one.parts))
            for one in (options_of(value) if value is not None else ())
        )
