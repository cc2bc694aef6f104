"""What code says of authentication: names, expressions and the bodies of functions in, the words that speak of it out."""

import re
from collections.abc import Iterable, Iterator

from archlint.graph.values.evaluation import Evaluator
from archlint.graph.values.program import Program
from archlint.graph.values.terms import (
    UNKNOWN,
    ClassValue,
    Frame,
    FunctionValue,
    Instance,
    ModuleValue,
    Value,
    options_of,
)
from archlint.graph.values.walking import PARTS, expressions_of
from archlint.model.authentication import AuthenticationWords
from archlint.model.sketch import NOTHING, Expression, Index, Invocation, Member, Name, Scope, Text

_PIECES = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+\d?|[A-Z]+\d?|\d+")
DEEPEST = 3
"""How many functions deep is looked for what speaks of authentication."""
_MOST_EXPRESSIONS = 3_000


class Phrases:
    """Finds phrases in names."""

    def __init__(self, phrases: Iterable[str], but: Iterable[str] = (), never: Iterable[str] = ()) -> None:
        """Names that end in one of `but`, and those with one of the words of `never`, hold none."""
        self._but = frozenset(but)
        self._never = frozenset(never)
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            words = tuple(phrase.split())
            self._by_first.setdefault(words[0], []).append(words)
        self._known: dict[str, bool] = {}

    def within(self, name: str) -> bool:
        known = self._known.get(name)
        if known is None:
            words = tuple(piece.lower() for piece in _PIECES.findall(name))
            known = self._known[name] = (
                words[-1:] != ()
                and words[-1] not in self._but
                and self._never.isdisjoint(words)
                and any(
                    words[at : at + len(phrase)] == phrase
                    for at, word in enumerate(words)
                    for phrase in self._by_first.get(word, ())
                )
            )
        return known


class Speaking:
    """Tells which modules may say something of authentication by their bytes, by those of what they use, or by those of what
    implements them: whatever else is called, nothing in it speaks of that.
    """

    def __init__(self, program: Program, words: AuthenticationWords) -> None:
        self._program = program
        self._phrases = [[piece.encode() for piece in phrase.split()] for phrase in words.inside]
        self._carried = re.compile(rf"\b(?:{'|'.join(words.carriers)})\.(?:{'|'.join(words.carried)})\b".encode())
        self._said: dict[str, bool] = {}
        self._known: dict[str, bool] = {}

    def may_say(self, module: str) -> bool:
        if module not in self._known:
            stem = module.rpartition("/")[2].partition(".")[0]
            self._known[module] = bool(self._program.named_bases(stem)) or any(
                map(self._says, (module, *self._program.uses(module)))
            )
        return self._known[module]

    def _says(self, module: str) -> bool:
        if module not in self._said:
            content = self._program.content(module)
            low = content.lower()
            self._said[module] = (
                any(all(piece in low for piece in phrase) for phrase in self._phrases)
                or self._carried.search(content) is not None
            )
        return self._said[module]


class Bodies:
    """Looks for what speaks of authentication in functions and in what they call. `phrases` are those that do so inside."""

    def __init__(self, evaluator: Evaluator, words: AuthenticationWords, phrases: Phrases) -> None:
        self._program = program = evaluator.program
        speaking = Speaking(program, words)
        self._evaluator = evaluator.over(program.where(lambda one: program.is_loaded(one) or speaking.may_say(one)))
        self._inside = phrases
        self._carried = frozenset(words.carried)
        self._carriers = frozenset(words.carriers)
        self._headers = frozenset(words.headers)
        self._asking = frozenset(words.asking)
        self._session_keys = frozenset(words.session_keys)
        self._read: dict[tuple[str, int, int], str] = {}

    def inside(self, module: str, index: int, depth: int) -> str:
        key = (module, index, depth)
        if key not in self._read:
            self._read[key] = ""  # a function that calls itself says nothing more
            self._read[key] = self._look(module, index, depth)
        return self._read[key]

    def _look(self, module: str, index: int, depth: int) -> str:
        scope = self._program.scope(module, index)
        told = self.between(module, scope)
        if told or depth >= DEEPEST - 1:
            return told
        for root in expressions_of(scope):
            for part in all_of(root):
                if isinstance(part, Invocation):
                    value = self._evaluator.evaluate(part.callee, Frame(module, index), part.start)
                    for option in options_of(value):
                        if isinstance(option, FunctionValue):
                            told = self.inside(option.module, option.scope, depth + 1)
                            if told:
                                return told
        return ""

    def between(self, module: str, around: Scope) -> str:
        """What the code between the ends of a scope says of authentication."""
        count = 0
        for scope in self._program.file(module).scopes:
            if not (around.start <= scope.start and scope.end <= around.end):
                continue
            for mark in scope.marks:
                name = last_of(mark)
                if scope is not around and self._inside.within(name):
                    return name
            for root in expressions_of(scope):
                for part in all_of(root):
                    count += 1
                    if count > _MOST_EXPRESSIONS:
                        return ""
                    if type(part) is Name or type(part) is Member:
                        name = last_of(part)
                        if self._inside.within(name):
                            return name
                        if type(part) is Member and name in self._carried and last_of(part.of) in self._carriers:
                            return f"{last_of(part.of)}.{name}"
                    elif (header := self._asked(part)) != "":
                        return header
        return ""

    def _asked(self, part: Expression) -> str:
        """The header that an expression reads which says who asks: `request.headers.get("Authorization")`."""
        key: Expression = NOTHING
        if type(part) is Index:
            key = part.key
        elif type(part) is Invocation and part.positional and last_of(part.callee) in self._asking:
            key = part.positional[0]
        if isinstance(key, Text) and key.value.lower() in self._headers:
            return key.value
        return self._of_session(part)

    def _of_session(self, part: Expression) -> str:
        """What an expression asks a session that says who has it: `session["user_id"]`, `session.get("user_id")`."""
        pieces: tuple[Expression, ...] = ()
        if type(part) is Index:
            pieces = (part.of, part.key)
        elif type(part) is Invocation and type(part.callee) is Member and last_of(part.callee) in self._asking:
            pieces = (part.callee.of, *part.positional[:1])
        names = {last_of(one) for one in pieces}
        keys = [one.value for one in pieces if isinstance(one, Text) and one.value.lower() in self._session_keys]
        return f"session.{keys[0]}" if "session" in names and keys else ""


class Names:
    """Tells the names within expressions and behind them. `guards` are those that speak for themselves."""

    def __init__(self, evaluator: Evaluator, guards: Phrases, bodies: Bodies) -> None:
        self._evaluator = evaluator
        self._program = evaluator.program
        self._guards = guards
        self._bodies = bodies

    def behind_type(self, module: str, type_: Expression) -> Iterator[str]:
        """The dependencies behind the name of a type: `CurrentUser = Annotated[User, Depends(current_user)]`."""
        if not isinstance(type_, Name):
            return
        file = self._program.file(module)
        home, name = module, type_.name
        for entry in file.imported.get(type_.name, ()):
            target = file.targets.get((entry.target, entry.name)) or file.targets.get((entry.target, ""))
            if isinstance(target, ModuleValue) and self._program.has(target.module):
                home, name = target.module, entry.name or name
        for binding in self._program.file(home).bindings.get((0, name), ()):
            if binding.value is not None and not isinstance(binding.value, Name):
                calls = [part for part in all_of(binding.value) if isinstance(part, Invocation)]
                yield from self.within(calls, home, 0)

    def within(self, roots: Iterable[Expression], module: str, scope: int, depth: int = 0) -> Iterator[str]:
        """The names within expressions, and those of the functions of the project which they name: their dependencies and,
        where nothing else speaks of it, what their bodies do.
        """
        for root in roots:
            for part in all_of(root):
                if not isinstance(part, Name | Member):
                    continue
                name = last_of(part)
                yield name
                if depth < DEEPEST and not self._guards.within(name):
                    yield from self._behind(part, module, scope, depth)

    def _behind(self, part: Expression, module: str, scope: int, depth: int) -> Iterator[str]:
        value = self._evaluator.evaluate(part, Frame(module, scope))
        for option in options_of(value):
            called = self._called(option)
            if called is not None:
                option = called  # noqa: PLW2901 - an object that is called
            if isinstance(option, FunctionValue):
                inner = self._program.scope(option.module, option.scope)
                given = [one.default for one in inner.parameters if one.default is not None]
                yield from self.within(
                    [one for one in given if isinstance(one, Invocation)], option.module, option.scope, depth + 1
                )
                for parameter in inner.parameters:
                    if parameter.type is not None:
                        yield from self.behind_type(option.module, parameter.type)
                told = self._bodies.inside(option.module, option.scope, depth + 1)
                if told:
                    yield told

    def _called(self, value: Value) -> FunctionValue | None:
        """The function that is called where an object is: `Depends(Checker("admin"))`."""
        if not isinstance(value, Instance | ClassValue):
            return None
        of = value.of if isinstance(value, Instance) else value
        return next(
            (
                one
                for one in options_of(self._evaluator.of_class(of, "__call__", None) or UNKNOWN)
                if isinstance(one, FunctionValue)
            ),
            None,
        )


def all_of(root: Expression) -> Iterator[Expression]:
    pending = [root]
    while pending:
        one = pending.pop()
        yield one
        parts = PARTS.get(type(one))
        if parts is not None:
            pending += parts(one)


def last_of(expression: Expression) -> str:
    """The last name of an expression, "" for what has none."""
    while type(expression) is Invocation:
        expression = expression.callee
    if type(expression) is Member:
        return expression.name
    return expression.name.rpartition(".")[2] if type(expression) is Name else ""
