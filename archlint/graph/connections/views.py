"""How a rule looks at what it found: a Find in, its call in the Frame that its callers make out, and the marks beside it."""

from collections.abc import Mapping, Sequence

from archlint.graph.connections.finds import CallSite, Find
from archlint.graph.connections.matching import Rules
from archlint.graph.connections.rule_calls import Call
from archlint.graph.connections.value_names import names_of
from archlint.graph.values.evaluation import Evaluator
from archlint.graph.values.program import Program
from archlint.graph.values.terms import (
    UNKNOWN,
    ClassValue,
    Frame,
    FunctionValue,
    Instance,
    ParameterValue,
    options_of,
)
from archlint.model.api_rules import ApiRule
from archlint.model.sketch import ABSTRACT, NOTHING, Expression, Invocation, Member

_MOST_HEIRS = 200


class Views:
    """Shows finds as the rules of their languages see them."""

    def __init__(self, program: Program, evaluator: Evaluator, rules: Mapping[str, Rules]) -> None:
        self.program = program
        self.evaluator = evaluator
        self._rules = rules
        self._none = Rules(())
        self._seen_calls: dict[int, tuple[Find, Call]] = {}
        self._frames: dict[tuple[int, ...], tuple[Sequence[CallSite], Frame]] = {}

    def rules(self, module: str) -> Rules:
        return self._rules.get(self.program.language(module), self._none)

    def class_mark(self, find: Find, wanted: tuple[str, ...]) -> Call | None:
        """The mark of the class around (or of one it is made of) that has one of these names."""
        module, scope = find.heir or (find.module, self.program.file(find.module).class_of(find.scope))
        if scope < 0 or not wanted:
            return None
        for one in self.evaluator.ancestry(ClassValue(module, scope)):
            found = self.own_mark(one, wanted) if isinstance(one, ClassValue) else None
            if found is not None:
                return found
        return None

    def own_mark(self, of: ClassValue, wanted: tuple[str, ...]) -> Call | None:
        """The mark of a class itself that has one of these names."""
        rules = self.rules(of.module)
        frame = self.evaluator.frame_around(of.module, of.scope)
        for mark in self.program.scope(of.module, of.scope).marks:
            callee = mark.callee if isinstance(mark, Invocation) else mark
            value = self.evaluator.evaluate(callee, frame)
            if any(name in wanted for name in names_of(value, rules, self.evaluator)):
                return Call(mark if isinstance(mark, Invocation) else None, frame, value)
        return None

    def by_heirs(self, find: Find) -> list[Find]:
        """A mark of a route or a request in a class that is only there for those made of it, once for each of them that says by
        itself where it is served; else itself.
        """
        of_class = self.program.file(find.module).class_of(find.scope)
        rule = find.rule
        if rule.kind not in ("route", "request") or rule.protocol or not rule.class_marks or of_class < 0:
            return [find]
        base = ClassValue(find.module, of_class)
        is_served = self.own_mark(base, rule.class_marks) is not None
        is_own = rule.kind == "request" or ABSTRACT not in self.program.scope(find.module, of_class).marks
        if is_served and is_own:  # who implements what asks others stands in for it
            return [find]
        found = []
        for heir in self._heirs(base, self.program.scope(find.module, of_class).name):
            is_made = is_served and ABSTRACT not in self.program.scope(heir.module, heir.scope).marks
            at = self._place_in(heir, find) if is_made or self.own_mark(heir, rule.class_marks) is not None else None
            if at is not None:
                found.append(find._replace(heir=(heir.module, heir.scope), at=at))
        return found or [find]

    def _heirs(self, base: ClassValue, name: str) -> list[ClassValue]:
        """The classes that are made of one, and those made of these."""
        found: list[ClassValue] = []
        pending = [name] if name else []
        while pending and len(found) < _MOST_HEIRS:
            for module, scope in self.program.named_bases(pending.pop()):
                one = ClassValue(module, scope)
                if one not in found and base in self.evaluator.ancestry(one):
                    found.append(one)
                    pending.append(self.program.scope(module, scope).name)
        return found

    def _place_in(self, heir: ClassValue, find: Find) -> tuple[str, int, int] | None:
        """Where a class has the function of a find, None where it has another that says by itself what it is: the function
        that it puts in its place (in Java), or the class where what it inherits asks somebody; else where it stands.
        """
        name = self.program.scope(find.module, find.scope).name
        own = self.evaluator.of_class(heir, name, None)
        places = [(one.module, one.scope) for one in options_of(own or UNKNOWN) if isinstance(one, FunctionValue)]
        if (find.module, find.scope) in places:
            line = self.program.scope(heir.module, heir.scope).line
            return (heir.module, heir.scope, line) if find.rule.kind == "request" else find.place
        if (
            not places
            or self.program.file(find.module).language != "java"
            or any(self.is_route(*one) for one in places)
        ):
            return None
        return *places[0], self.program.scope(*places[0]).line

    def is_route(self, module: str, scope: int) -> bool:
        """Whether a function carries the mark of a route."""
        rules, frame = self.rules(module), self.evaluator.frame_around(module, scope)
        marks = self.program.scope(module, scope).marks
        values = (self.evaluator.evaluate(one.callee if isinstance(one, Invocation) else one, frame) for one in marks)
        names = (name for value in values for name in names_of(value, rules, self.evaluator))
        return any(one.rule.kind == "route" for name in names for one in rules.find(name))

    def call(self, find: Find) -> Call:
        """The call of a find, in the frame that its callers make."""
        seen = self._seen_calls.get(id(find))
        if seen is None:
            seen = self._seen_calls[id(find)] = find, self._call(find)  # the find is kept, so that its id stays its own
        return seen[1]

    def _call(self, find: Find) -> Call:
        frame = self.frame(find)
        around = self.class_mark(find, find.rule.class_marks) if find.rule.class_marks else None
        beside = self._beside(find) if find.rule.beside_marks else None
        if find.expression is None:
            scope = self.program.scope(find.module, find.scope)
            return Call(None, frame, ClassValue(find.module, find.scope), around, generic=scope.of_bases)
        marked = None
        if find.is_mark:
            frame = self.evaluator.frame_around(find.module, find.scope)
            marked = self.evaluator.closure(find.scope, frame)
        invocation = find.expression if isinstance(find.expression, Invocation) else None
        callee = find.expression.callee if isinstance(find.expression, Invocation) else find.expression
        value = self.evaluator.evaluate(callee, frame, invocation.start if invocation else -1)
        generic = self._generic(callee, frame) if _asks_what_is_generic(find.rule) else ()
        besides = self.class_mark(find, find.rule.class_beside_marks) if find.rule.class_beside_marks else None
        return Call(invocation, frame, value, around, beside, marked, generic, besides)

    def _beside(self, find: Find) -> Call | None:
        """The mark of the same function that a rule looks at besides."""
        rules = self.rules(find.module)
        frame = self.evaluator.frame_around(find.module, find.scope)
        for mark in self.program.scope(find.module, find.scope).marks:
            callee = mark.callee if isinstance(mark, Invocation) else mark
            value = self.evaluator.evaluate(callee, frame)
            if any(name in find.rule.beside_marks for name in names_of(value, rules, self.evaluator)):
                return Call(mark if isinstance(mark, Invocation) else None, frame, value)
        return None

    def _generic(self, callee: Expression, frame: Frame) -> tuple[Expression, ...]:
        """What the class of the object is generic in whose method is called."""
        if not isinstance(callee, Member):
            return ()
        value = self.evaluator.evaluate(callee.of, frame)
        if isinstance(value, ParameterValue) and value.declared is not None:
            value = value.declared
        if isinstance(value, Instance):
            return self.program.scope(value.of.module, value.of.scope).of_bases
        return ()

    def frame(self, find: Find) -> Frame:
        """The frame of the scope of a find, as its callers call it."""
        if not find.callers:
            return Frame(find.module, find.scope)
        key = tuple(map(id, find.callers))
        known = self._frames.get(key)
        if known is None:
            known = self._frames[key] = (
                find.callers,
                self._entered(find.callers),
            )  # kept, so that their ids stay their own
        frame = known[1]
        if (frame.module, frame.scope) == (find.module, find.scope):
            return frame
        return Frame(find.module, find.scope, None, frame, frame.own)

    def _entered(self, callers: Sequence[CallSite]) -> Frame:
        """The frame that some calls lead to, the outermost first."""
        frame = Frame(callers[0].module, callers[0].scope)
        for site in callers:
            frame = self.entered(site, frame)
        return frame

    def entered(self, site: CallSite, frame: Frame) -> Frame:
        """The frame of a function's body when it is called from a place."""
        module, scope = site.function
        if site.invocation.callee == NOTHING and site.invocation.named:  # a loop, and what it goes through
            items = {name: self.evaluator.evaluate(item, frame) for name, item in site.invocation.named}
            return Frame(module, scope, items)
        value = self.evaluator.evaluate(site.invocation.callee, frame, site.invocation.start)
        for option in options_of(value):
            if isinstance(option, FunctionValue) and (option.module, option.scope) == site.function:
                return self.evaluator.bound(option, site.invocation, frame)
            if isinstance(option, ClassValue):
                made = self.evaluator.invoke(site.invocation, frame)
                own = next((one for one in options_of(made) if isinstance(one, Instance)), None)
                return Frame(module, scope, None, None, own)
        return self.evaluator.bound(FunctionValue(module, scope), site.invocation, frame)


def _asks_what_is_generic(rule: ApiRule) -> bool:
    """Whether a rule looks into what the object's class is generic in (`of.0`)."""
    every = (rule.method, rule.path, rule.prefix, rule.base, rule.host, rule.child, rule.handler, rule.topic, rule.name)
    return any("of." in selector for selectors in (*every, rule.default, rule.target) for selector in selectors)
