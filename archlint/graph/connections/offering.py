"""Which modules others get something from that rules are about, and who of those that import them may ask: finds in, modules
out.
"""

from collections.abc import Callable, Collection, Iterable, Sequence, Set

from archlint.graph.connections.asking_names import ANYTHING, Words, words_for
from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.finds import Find
from archlint.graph.connections.handing_on import handed_on_by, makes
from archlint.graph.connections.inheriting import declared_for
from archlint.graph.connections.tracing import Tracer
from archlint.graph.values.terms import ParameterValue


class Offering:
    """The modules whose users may serve, ask or keep something through them: those that make a router, a client or the like or
    hand one on, and those with a function that takes an address from its caller. `importers` tells who imports a module.
    """

    def __init__(self, discovery: Discovery, tracer: Tracer, importers: Callable[[str], Iterable[str]]) -> None:
        self._discovery = discovery
        self._program = discovery.program
        self._tracer = tracer
        self._importers = importers
        self._words: dict[str, Words] = {}
        """What users of the modules say that offer something."""
        self._known_makers: dict[str, bool] = {}
        self._looked = False
        self.again: set[str] = set()
        """Modules that were looked into before what they use was known to make something."""

    @property
    def modules(self) -> Collection[str]:
        """All that offer something."""
        return self._words.keys()

    def users(self, modules: Sequence[str], finds: Sequence[Find], seen: Set[str]) -> set[str]:
        """Who may ask through some modules that were looked into now, with what was found in them. `seen` are all modules that
        were.
        """
        self._known_makers.clear()
        looked = set(modules)
        changed = self._asking([find for find in finds if find.module in looked])
        made_by = {module: words for module in modules if (words := self._made(module)) is not None}
        changed |= {module: Words.of_all((words, changed.get(module, words))) for module, words in made_by.items()}
        fresh, making = dict(changed), set(made_by)
        while changed:  # who hands on what was known too late, or more than was known
            self._words |= changed
            users = {user for module in changed for user in self._importers(module) if user in seen}
            changed = {}
            for user in sorted(users):
                made = self._made(user)
                known = self._words.get(user)
                words = made if made is None or known is None else Words.of_all((known, made))
                if words is not None and words != known:
                    changed[user] = words
            making |= changed.keys()
            fresh |= changed
        self.again = set()
        found: set[str] = set()
        for module, words in fresh.items():
            users = {*self._importers(module)}
            if self._looked and module in making:
                self.again |= users & seen
            may_ask = words.test()
            found |= {
                user for user in users if user in seen or words.anything or may_ask(user, self._program.content(user))
            }
        self.again -= looked
        self._looked = True
        return found

    def lead(self, modules: Iterable[str]) -> set[str]:
        """Count modules as such that others get something from, and tell who uses them."""
        self._words |= dict.fromkeys(modules, ANYTHING)
        return {user for module in modules for user in self._importers(module)}

    def _asking(self, finds: Sequence[Find]) -> dict[str, Words]:
        """The modules with functions that take an address from a caller."""
        asked: dict[str, list[ParameterValue]] = {}
        known: dict[str, Words] = {}
        for find in finds:
            if any(
                name in self._discovery.rules(find.module).of_marks for name in (*find.rule.calls, *find.rule.marks)
            ):
                known[find.module] = ANYTHING
            elif find.rule.kind in ("request", "publication", "subscription", "binding", "route"):
                parameter = self._tracer.asked(find)
                if parameter is not None:
                    asked.setdefault(find.module, []).append(parameter)
        for module in asked.keys() - known.keys():
            known[module] = words_for(self._program.file(module), asked[module])
        for module in sorted(asked):  # who knows only the interface asks by it
            for base in declared_for(
                self._program, module, {one.scope for one in asked[module] if one.module == module}
            ):
                before = [words for words in (known.get(base), self._words.get(base)) if words is not None]
                known[base] = Words.of_all((known[module], *before))
        return known

    def _made(self, module: str) -> Words | None:
        """What users of a module say that makes something or hands something on, None for any other."""
        if module not in self._known_makers:
            self._known_makers[module] = makes(module, self._discovery, self._words)
        if self._known_makers[module]:
            return ANYTHING
        return handed_on_by(module, self._discovery, self._words)
