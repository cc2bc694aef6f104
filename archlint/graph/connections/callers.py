"""Who calls what: modules of a Program in; their calls as they are written, and the callers of a function, out."""

from collections.abc import Iterable, Sequence

from archlint.graph.connections.called_names import givers, known_as
from archlint.graph.connections.calls import is_chosen, last_name
from archlint.graph.connections.finds import CONSTRUCTORS, CallSite
from archlint.graph.connections.passing import Passing
from archlint.graph.connections.rule_patterns import CHOSEN
from archlint.graph.values.evaluation import Evaluator
from archlint.graph.values.naming import OWN
from archlint.graph.values.program import Program
from archlint.graph.values.terms import Attribute, ClassValue, Frame, FunctionValue, ModuleValue, Value, options_of
from archlint.graph.values.walking import Written
from archlint.model.sketch import Choice, Closure, Invocation, Member, Name

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
        self._made_by: dict[str, dict[tuple[str, str], None]] = {}
        """By the last name of a function what is bound to what it gives, with the module: `const post = send("post")`."""
        self._taken_as: dict[tuple[str, str], dict[tuple[str, str], None]] = {}
        """By module and what it exports what that is called where it is imported, `import send from "./fetch"`, with the module
        that exports it again under that name, "" for none.
        """
        self._of: dict[tuple[str, int], list[CallSite]] = {}
        self._chosen: list[tuple[str, int, Invocation, Value]] | None = None
        """The calls whose name is chosen while they run, with what they may be of."""

    def index(self, modules: Iterable[str]) -> None:
        """Remember the calls in some modules by their last name, and by which other names they call things."""
        self._of.clear()
        self._chosen = None
        for module in modules:
            self._index_imports(module)
            for scope in self.program.file(module).scopes:
                for binding in scope.bindings:
                    if isinstance(binding.value, Member) and binding.value.name not in ("", binding.target):
                        self._renamed.setdefault(binding.value.name, set()).add(binding.target)
                    elif isinstance(binding.value, Invocation) and (maker := last_name(binding.value.callee)):
                        self._made_by.setdefault(maker, {})[module, binding.target.rpartition(".")[2]] = None
            for index, calls in enumerate(self.written(module)):
                for _, invocation, _ in calls:
                    callee = invocation.callee
                    if type(callee) is Closure:
                        place = (module, callee.scope)
                        self._of_closures.setdefault(place, []).append(CallSite(module, index, invocation, place))
                    meant = callee.options if type(callee) is Choice else (callee,)  # `(again ? retried : send)(url)`
                    for last in dict.fromkeys(map(last_name, meant)):
                        if last:
                            self._by_name.setdefault(last, []).append((module, index, invocation))

    def rename(self, name: str, other: str) -> None:
        """Remember that something is called by another name somewhere."""
        if name and other and name != other:
            self._of.clear()
            self._renamed.setdefault(name, set()).add(other)

    def _index_imports(self, module: str) -> None:
        file = self.program.file(module)
        exports = [(name, value.name) for name, value in file.sketch.exports if isinstance(value, Name)]
        for entry in file.sketch.imports:
            target = file.targets.get((entry.target, entry.name)) or file.targets.get((entry.target, ""))
            if not isinstance(target, ModuleValue):
                continue
            known = self._taken_as.setdefault((target.module, entry.name), {})
            if entry.exported:
                known[module, entry.local] = None
            elif entry.local:
                known["", entry.local] = None
                known |= dict.fromkeys((module, name) for name, local in exports if local == entry.local)

    def _known_as(self, module: str, names: Sequence[str], scope: int) -> list[str]:
        """The names by which something may be called: those of its file, and those that it gets elsewhere."""
        file = self.program.file(module)
        known = dict.fromkeys((*names, *sorted(known_as(file, scope))))
        pending, seen = [(module, name) for name in known], set[tuple[str, str]]()
        for made in (one for giver in sorted(givers(file, scope)) for one in self._made_by.get(giver, ())):
            pending.append(made)
            known[made[1]] = None
        while pending:
            home, name = pending.pop(0)
            if (home, name) in seen:
                continue
            seen.add((home, name))
            for other, called in self._taken_as.get((home, name), ()):
                known[called] = None
                pending += [(other, called)] if other else []
            pending += [(other, name) for other, _ in self._taken_as.get((home, "*"), ()) if other]
        for name in tuple(known):
            known |= dict.fromkeys(sorted(self._renamed.get(name, ())))
        return list(known)

    def written(self, module: str) -> list[list[Written]]:
        """The calls of a module by its scopes, with those that it has others do."""
        return self._passing.calls(module)

    def of(self, module: str, scope: int) -> list[CallSite]:
        """The calls of a function of the project; of a constructor the places that make an object. The same objects again as
        long as no more modules are known.
        """
        place = (module, scope)
        if place not in self._of:
            self._of[place] = self._found(module, scope)
        return self._of[place]

    def _found(self, module: str, scope: int) -> list[CallSite]:
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
        if not is_constructor:
            found += self._by_choice(module, scope, function.name)
        return found

    def _by_choice(self, module: str, scope: int, name: str) -> list[CallSite]:
        """The calls of entries that are chosen while they run, of which a function may be one."""
        if self._chosen is None:
            self._chosen = [
                (where, index, one, self.evaluator.evaluate(one.callee, Frame(where, index), one.start))
                for where, index, one in self._by_name.get(CHOSEN, ())
            ]
        return [
            CallSite(where, index, one, (module, scope))
            for where, index, one, value in self._chosen
            if any(self._is(self._entry(option, name), module, scope, -1) for option in options_of(value))
        ]

    def _entry(self, value: Value, name: str) -> Value:
        """The entry of some name where any may be meant."""
        is_open = isinstance(value, Attribute) and value.name == CHOSEN
        return self.evaluator.attribute(value.of, name) if is_open and isinstance(value, Attribute) and name else value

    def leads(self, site: CallSite, frame: Frame) -> bool:
        """Whether a call in a frame is of the function that it is known to call: others may be chosen there."""
        if not is_chosen(site.invocation.callee):
            return True
        value = self.evaluator.evaluate(site.invocation.callee, frame, site.invocation.start)
        name = self.program.scope(*site.function).name
        return any(self._is(self._entry(option, name), *site.function, -1) for option in options_of(value))

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
