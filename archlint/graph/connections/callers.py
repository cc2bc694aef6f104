"""Who calls what: modules of a Program in; their calls as they are written, and the callers of a function, out."""

from collections.abc import Iterable, Sequence

from archlint.graph.connections.calls import last_name
from archlint.graph.connections.finds import CONSTRUCTORS, CallSite
from archlint.graph.connections.passing import Passing
from archlint.graph.values.evaluation import Evaluator
from archlint.graph.values.naming import OWN
from archlint.graph.values.program import Program
from archlint.graph.values.terms import Attribute, ClassValue, Frame, FunctionValue, ModuleValue, Value, options_of
from archlint.graph.values.walking import Written
from archlint.model.sketch import Closure, Expression, Invocation, Member, Name, Record

_MOST_CALLERS = 2_000


class Callers:
    """Knows the calls of the modules that it was told of, by their last names."""

    def __init__(self, program: Program, evaluator: Evaluator, passing: Passing) -> None:
        self.program = program
        self.evaluator = evaluator
        self._passing = passing
        self._of_closures: dict[tuple[str, int], list[CallSite]] = {}
        """By a function without a name who calls it, where it is handed to."""
        self._by_name: dict[str, list[tuple[str, int, Invocation]]] = {}
        self._renamed: dict[str, set[str]] = {}
        """By the name of an entry what it is called where it is taken out: `const { remove: discard } = useRemove()`."""
        self._taken_as: dict[tuple[str, str], set[str]] = {}
        """By module and what it exports what that is called where it is imported: `import send from "./fetch"`."""

    def index(self, modules: Iterable[str]) -> None:
        """Remember the calls in some modules by their last name, and by which other names they call things."""
        for module in modules:
            self._index_imports(module)
            for scope in self.program.file(module).scopes:
                for binding in scope.bindings:
                    if isinstance(binding.value, Member) and binding.value.name not in ("", binding.target):
                        self._renamed.setdefault(binding.value.name, set()).add(binding.target)
            for index, calls in enumerate(self.written(module)):
                for _, invocation, _ in calls:
                    last = last_name(invocation.callee)
                    if type(invocation.callee) is Closure:
                        place = (module, invocation.callee.scope)
                        self._of_closures.setdefault(place, []).append(CallSite(module, index, invocation, place))
                    if last:
                        self._by_name.setdefault(last, []).append((module, index, invocation))

    def rename(self, name: str, other: str) -> None:
        """Remember that something is called by another name somewhere."""
        if name and other and name != other:
            self._renamed.setdefault(name, set()).add(other)

    def _index_imports(self, module: str) -> None:
        file = self.program.file(module)
        for entry in file.sketch.imports:
            if not entry.local or entry.name in (entry.local, "*"):
                continue
            target = file.targets.get((entry.target, entry.name)) or file.targets.get((entry.target, ""))
            if isinstance(target, ModuleValue):
                self._taken_as.setdefault((target.module, entry.name), set()).add(entry.local)

    def _known_as(self, module: str, names: Sequence[str], scope: int) -> list[str]:
        """The names by which something may be called: its own, those of the entries that hand it out, and those it gets."""
        given = [
            key
            for part in self._handed_out(module)
            for key, value in part.entries
            if (isinstance(value, Name) and value.name in names) or _is_made_of(value, scope)
        ]
        exported = [
            name
            for name, value in self.program.file(module).sketch.exports
            if value == Closure(scope) or (isinstance(value, Name) and value.name in names)
        ]
        taken = sorted({one for name in (*names, *exported) for one in self._taken_as.get((module, name), ())})
        known = dict.fromkeys((*names, *given, *taken))
        for name in (*names, *given, *taken):
            known |= dict.fromkeys(sorted(self._renamed.get(name, ())))
        return list(known)

    def _handed_out(self, module: str) -> list[Record]:
        """The objects that functions of a module give."""
        return [one for scope in self.program.file(module).scopes for one in scope.returns if isinstance(one, Record)]

    def written(self, module: str) -> list[list[Written]]:
        """The calls of a module by its scopes, with those that it has others do."""
        return self._passing.calls(module)

    def of(self, module: str, scope: int) -> list[CallSite]:
        """The calls of a function of the project; of a constructor the places that make an object."""
        function = self.program.scope(module, scope)
        is_constructor = function.name in CONSTRUCTORS
        file = self.program.file(module)
        of_class = file.class_of(scope)
        name = file.scopes[of_class].name if is_constructor and of_class >= 0 else function.name
        names = [name]
        if is_constructor:
            names += [self.program.scope(*other).name for other in self.program.named_bases(name)]
        found = list(self._of_closures.get((module, scope), ()))
        left = _MOST_CALLERS
        for called in self._known_as(module, names, scope):
            for where, index, invocation in self._by_name.get(called, ()):
                if not self._may_be(module, of_class, where, index, invocation):
                    continue
                left -= 1
                if left < 0:
                    break
                frame = Frame(where, index)
                value = self.evaluator.evaluate(invocation.callee, frame, invocation.start)
                if any(
                    self._is(option, module, scope, of_class if is_constructor else -1) for option in options_of(value)
                ):
                    found.append(CallSite(where, index, invocation, (module, scope)))
        return found

    def _may_be(self, module: str, of_class: int, where: str, index: int, invocation: Invocation) -> bool:
        """Whether a call may be of a method of a class, at the first look: one of its own is in a class that has it."""
        file = self.program.file(where)
        if file.language != self.program.file(module).language:
            return False
        callee = invocation.callee
        if of_class >= 0 and isinstance(callee, Member) and isinstance(callee.of, Name) and callee.of.name in OWN:
            around = file.class_of(index)
            mine = ClassValue(module, of_class)
            return (
                around < 0
                or mine in self.evaluator.ancestry(ClassValue(where, around))
                or ClassValue(where, around) in self.evaluator.ancestry(mine)
            )
        return True

    def _is(self, value: Value, module: str, scope: int, of_class: int) -> bool:
        if isinstance(value, FunctionValue):
            return (value.module, value.scope) == (module, scope)
        if isinstance(value, ClassValue) and of_class >= 0:
            return ClassValue(module, of_class) in self.evaluator.ancestry(value)
        if isinstance(value, Attribute) and isinstance(value.of, FunctionValue):
            return (value.of.module, value.of.scope) == (module, scope)
        return False


def _is_made_of(value: Expression, scope: int) -> bool:
    """Whether a value is a function written there, or one that something is made of: `useCallback(async (url) => …)`."""
    parts = (value, *value.positional) if isinstance(value, Invocation) else (value,)
    return Closure(scope) in parts
