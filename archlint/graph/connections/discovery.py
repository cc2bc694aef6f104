"""Where rules apply: modules of a Program in, Finds out. A Find is a call, a mark or a class that a rule is about; one that
takes its address from a parameter is followed to the callers that give it.
"""

from collections.abc import Iterator, Mapping, Sequence

from archlint.graph.connections.callers import Callers
from archlint.graph.connections.calls import given, is_alias, is_chosen, last_name, may_hold
from archlint.graph.connections.finds import Find
from archlint.graph.connections.looping import Loops
from archlint.graph.connections.matching import Rules
from archlint.graph.connections.operations import KnownOperations
from archlint.graph.connections.passing import Passing
from archlint.graph.connections.rule_calls import Call
from archlint.graph.connections.rule_patterns import CHOSEN
from archlint.graph.connections.selecting import select
from archlint.graph.connections.telling import is_behind, is_path
from archlint.graph.connections.value_names import names_of
from archlint.graph.connections.views import Views
from archlint.graph.values.evaluation import Evaluator
from archlint.graph.values.program import Program
from archlint.graph.values.terms import (
    UNKNOWN,
    Attribute,
    ClassValue,
    Frame,
    FunctionValue,
    ParameterValue,
    Several,
    Symbol,
    Value,
    options_of,
)
from archlint.graph.values.walking import first_name, invocations
from archlint.model.sketch import Expression, Invocation, Member, Scope

_UNKNOWN_BASE = ("unknown",)


class Discovery(Views):
    """Applies the rules of every language to modules."""

    def __init__(
        self,
        program: Program,
        evaluator: Evaluator,
        rules: Mapping[str, Rules],
        operations: KnownOperations | None = None,
    ) -> None:
        self._operations = operations or KnownOperations()
        super().__init__(program, evaluator, rules)
        self.matching = evaluator
        """Tells which rules calls answer to: it looks only into modules that are known to matter."""
        self.modules: list[str] = []
        self.listed: set[str] = set()
        """What entries of objects are called that are functions of libraries by which others are asked."""
        self._made_elsewhere: dict[str, set[str]] = {}
        """By module the names of what it imports from files that made it with a library."""
        self._loops = Loops(program, evaluator)
        self.calls = Callers(program, evaluator, Passing(self))

    def finds(self, modules: Sequence[str]) -> Iterator[Find]:
        """All that rules are about in some modules, in the order of the files."""
        self.modules += modules
        self._seen_calls.clear()  # more modules may say more about the same object
        self._frames.clear()
        self._made_elsewhere.clear()
        self.matching = self.evaluator.over(self.program.announced())
        for module in modules:
            file = self.program.file(module)
            for index, scope in enumerate(file.scopes):
                yield from self._marked(module, index, scope)
                if scope.bases:
                    yield from self._based(module, index, scope)
                if scope.kind == "class":
                    yield from self._in_marks(module, scope)
                found = list(self._called(module, index))
                yield from self._loops.each(found, module, index) if found else ()

    # Marks

    def _marked(self, module: str, index: int, scope: Scope) -> Iterator[Find]:
        rules = self.rules(module)
        frame = self.matching.frame_around(module, index)
        for mark in scope.marks:
            callee = mark.callee if isinstance(mark, Invocation) else mark
            if not rules.is_about(last_name(callee)):
                continue
            line = mark.line if isinstance(mark, Invocation) else _line_of_marks(scope)
            at = mark.start if isinstance(mark, Invocation) and self._is_rebound(module, scope, callee) else -1
            for name in names_of(self.matching.evaluate(callee, frame, at), rules, self.matching):
                found = [
                    Find(one.rule, one.verb, module, index, mark, line, is_mark=True, service=one.service)
                    for one in rules.find(name)
                    if one.rule.on != "field"
                ]
                found = [one for find in found for one in self.by_heirs(find) if self._holds(one)]
                if found:
                    yield from found
                    break
        if rules.of_fields:
            yield from self._of_fields(module, index, scope)

    def _is_rebound(self, module: str, scope: Scope, callee: Expression) -> bool:
        """Whether what a mark is taken from is something else in the end: `app = CORSMiddleware(app)`."""
        return len(self.program.file(module).bindings.get((max(scope.parent, 0), first_name(callee)), ())) > 1

    def _in_marks(self, module: str, scope: Scope) -> Iterator[Find]:
        """Calls in what marks of a class are handed: `@Module({ imports: [RouterModule.register(routes)] })`."""
        rules = self.rules(module)
        if self.program.file(module).language == "java":  # there a mark in a mark is no call
            return
        frame = Frame(module, max(scope.parent, 0))
        for mark in scope.marks:
            for inner in invocations(mark.positional if isinstance(mark, Invocation) else ()):
                if rules.is_about(last_name(inner.callee)):
                    yield from self._matched(rules, frame, inner, (), "")

    def _of_fields(self, module: str, index: int, scope: Scope) -> Iterator[Find]:
        """What marks of fields and of parameters say, by the type that these are declared with."""
        rules = self.rules(module)
        bindings = scope.bindings if scope.kind == "class" else ()
        fields = [(one.marks, one.type) for one in bindings if one.marks]
        for marks, declared in (*fields, *((one.marks, one.type) for one in scope.parameters if one.marks)):
            frame = Frame(module, index)
            type_ = self.matching.evaluate(declared, frame) if declared is not None else UNKNOWN
            for mark in marks:
                callee = mark.callee if isinstance(mark, Invocation) else mark
                if not isinstance(mark, Invocation) or last_name(callee) not in rules.of_fields:
                    continue
                for name in names_of(self.matching.evaluate(callee, frame), rules, self.matching):
                    for rule, verb, *_ in rules.find(name):
                        is_one = not rule.returns or (isinstance(type_, Symbol) and type_.name in rule.returns)
                        if rule.on == "field" and is_one:
                            yield Find(rule, verb, module, index, mark, mark.line, is_mark=True)

    def _based(self, module: str, index: int, scope: Scope) -> Iterator[Find]:
        rules = self.rules(module)
        seen: set[int] = set()
        evaluator = self.evaluator if scope.name in rules.said_classes else self.matching
        for base in evaluator.ancestry(ClassValue(module, index))[1:]:
            is_own = isinstance(base, ClassValue)
            for name in (self.generated_name(base),) if is_own else names_of(base, rules, evaluator):
                for rule, _, service, _ in rules.of_base(name):
                    if id(rule) not in seen and not (is_own and rule.protocol != "grpc"):
                        seen.add(id(rule))
                        find = Find(rule, "", module, index, None, scope.line, service=service)
                        if self._holds(find):
                            yield find

    def generated_name(self, of: Value) -> str:
        """The name of a class of the project as generated code is known by it: with its file in front."""
        if not isinstance(of, ClassValue):
            return ""
        name = self.program.scope(of.module, of.scope).name
        return f"{of.module.rpartition('.')[0].replace('/', '.')}.{name}"

    # Calls

    def _called(self, module: str, index: int) -> Iterator[Find]:
        rules = self.rules(module)
        frame = Frame(module, index)
        aliases = self.program.file(module).aliases
        for target, invocation, within in self.calls.written(module)[index]:
            for argument in invocation.positional if rules.uncalled else ():
                if isinstance(argument, Member) and argument.name in rules.uncalled:  # `.chain(this.bills::send)`
                    handed = Invocation(argument, (), (), invocation.start, invocation.line)
                    yield from self._matched(rules, frame, handed, within, target)
            callee = invocation.callee
            last = last_name(callee)
            is_known = rules.is_about(last) or last in self.listed or self._is_operation(rules, last)
            if not is_known and not is_alias(callee, aliases):
                continue
            yield from self._matched(rules, frame, invocation, within, target)

    def _is_operation(self, rules: Rules, last: str) -> bool:
        """Whether a call may be one of an operation that contracts or documents of the project know."""
        known = self._operations
        return last in known.names or (
            bool(known.documents) and not known.documents.keys().isdisjoint(rules.documents_of(last))
        )

    def is_possible(self, find: Find) -> bool:
        """Whether the callers of a find lead to it, where one of them chooses what it calls."""
        sites = find.callers
        if len(sites) < 2 or not is_chosen(sites[1].invocation.callee):
            return True
        frame = self.entered(sites[0], Frame(sites[0].module, sites[0].scope))
        if (frame.module, frame.scope) != (sites[1].module, sites[1].scope):
            frame = Frame(sites[1].module, sites[1].scope, None, frame, frame.own)
        return self.calls.leads(sites[1], frame)

    def _matched(
        self, rules: Rules, frame: Frame, invocation: Invocation, within: tuple[Invocation, ...], target: str
    ) -> Iterator[Find]:
        value = self.matching.evaluate(invocation.callee, frame, invocation.start)
        names = names_of(value, rules, self.matching)
        for name in (*names, f"shape:{last_name(invocation.callee)}"):
            matches = rules.find(name)
            if self._is_operation(rules, last_name(invocation.callee)):
                matches = [*matches, *rules.find_operation(name)]
            if any(isinstance(one, FunctionValue) for one in options_of(value)):
                matches = [one for one in matches if not one.rule.foreign]
            found = [
                Find(
                    one.rule, one.verb, frame.module, frame.scope, invocation, invocation.line, False, within, target,
                    (), one.service, one.operation,
                )
                for one in matches
                if one.rule.calls and one.rule.least <= given(invocation, one.rule) <= one.rule.most
            ]  # fmt: skip
            found = [find for find in found if self._holds(find)]
            if found:
                is_several = len(names) > 1 and isinstance(value, Several)
                yield from self._chosen(found, rules, names) if is_several else found
                return

    @staticmethod
    def _chosen(found: Sequence[Find], rules: Rules, names: Sequence[str]) -> Iterator[Find]:
        """Finds of what may be any of several functions: which method it is of is chosen while it runs."""
        matches = [one for name in names for one in rules.find(name)]
        for find in found:
            verbs = {one.verb for one in matches if one.rule is find.rule}
            yield find._replace(verb=CHOSEN) if len(verbs) > 1 and all(verbs) else find

    def _holds(self, find: Find) -> bool:
        rule = find.rule
        if rule.kind in ("type", "setting", "address"):
            return False
        if find.is_mark and rule.marks:
            on = rule.on or ("function" if rule.kind in ("route", "request") else "")
            if on and self.program.scope(find.module, find.scope).kind != on:
                return False
        if rule.returns and not self._returns(find):
            return False
        if rule.uses and not self.uses(find.module, rule.uses):
            return False
        if rule.within_marked and self.class_mark(find, rule.class_marks) is None:
            return False
        if rule.literal and not self._says_path(find):
            return False
        if rule.needing and select(self.evaluator, self.call(find), rule.needing) is None:
            return False
        if rule.without and select(self.evaluator, self.call(find), rule.without) is not None:
            return False
        return not (rule.outside_marked and self.class_mark(find, rule.outside_marked) is not None)

    def _returns(self, find: Find) -> bool:
        """Whether the function that carries a mark is declared to return what the rule says."""
        scope = self.program.scope(find.module, find.scope)
        if scope.type is None:
            return False
        type_ = self.matching.evaluate(scope.type, self.matching.frame_around(find.module, find.scope))
        return isinstance(type_, Symbol) and type_.name in find.rule.returns

    def _says_path(self, find: Find) -> bool:
        """Whether the address of a find is written where it stands."""
        invocation = find.expression if isinstance(find.expression, Invocation) else None
        if invocation is None or not any(may_hold(invocation, selector) for selector in find.rule.path):
            return False
        plain = Call(invocation, self.frame(find), UNKNOWN)
        for evaluator in (self.matching, self.evaluator):  # nearly always nothing else needs to be read
            options = options_of(select(evaluator, plain, find.rule.path) or UNKNOWN)
            if any(isinstance(one, ParameterValue) or is_path(one) for one in options):
                return True
            if find.rule.base == _UNKNOWN_BASE and any(map(is_behind, options)):
                return True
            if all(map(_is_handed, options)):
                return False
        return False

    def uses(self, module: str, libraries: tuple[str, ...]) -> bool:
        """Whether a file uses one of some libraries, or something that another file made with it."""
        file = self.program.file(module)
        names = {target.name for target in file.targets.values() if isinstance(target, Symbol)}
        if any(name == library or name.startswith(f"{library}.") for library in libraries for name in names):
            return True
        others = self._made_elsewhere.get(module)
        if others is None:
            rules = self.rules(module)
            made = (self.matching.imported(file, entry) for entry in file.sketch.imports if entry.local)
            others = {name for value in made for name in names_of(value, rules, self.matching) if "()" in name}
            self._made_elsewhere[module] = others
        return any(name.startswith(f"{library}.") for library in libraries for name in others)


def _is_handed(value: Value) -> bool:
    """Whether a value is a piece of what a caller hands in."""
    while isinstance(value, Attribute):
        value = value.of
    return isinstance(value, ParameterValue)


def _line_of_marks(scope: Scope) -> int:
    """The line where marks stand that say nothing about it themselves: that of the first which does, else of the name."""
    return min((mark.line for mark in scope.marks if isinstance(mark, Invocation)), default=scope.line)
