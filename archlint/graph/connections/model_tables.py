"""Which tables models are kept in: finds of rules that own stores and models of files in, names of tables out.

A model is a class, what a call makes (`Table("bills", …)`), or an entry of a schema that is a file of its own.
"""

from collections.abc import Iterable, Iterator, Sequence

from archlint.graph.connections.addresses import texts, written
from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.finds import Find
from archlint.graph.connections.guard_evidence import all_of, last_of
from archlint.graph.connections.places import Places
from archlint.graph.connections.rule_calls import Call
from archlint.graph.connections.selecting import select
from archlint.graph.connections.settings import KnownSettings
from archlint.graph.connections.table_names import named_after
from archlint.graph.values.terms import (
    ClassValue,
    Frame,
    FunctionValue,
    Handed,
    ParameterValue,
    TextValue,
    Value,
    options_of,
)
from archlint.model.deployment import Statement
from archlint.model.sketch import Record, Text

_LABELLED = ("AppConfig", "label")
_LOWERING = frozenset({"lower", "casefold"})


class ModelTables:
    """Knows the tables of all models. All finds must be known: a repository is read where its model may be anywhere."""

    def __init__(
        self,
        discovery: Discovery,
        settings: KnownSettings,
        places: Places,
        finds: Sequence[Find],
        statements: Iterable[Statement] = (),
    ) -> None:
        self._discovery = discovery
        self._evaluator = discovery.evaluator
        self._program = discovery.program
        self._settings = settings
        self._places = places
        self._labels: dict[str, str] = {}
        self._tables: dict[tuple[str, int], str] = {}
        """By the class of a model the table it is kept in."""
        self._where: dict[tuple[str, int], Find] = {}
        """The find that says so: where a class has several marks, the one with the name."""
        self._made: dict[tuple[str, int], str] = {}
        """The same by the module and the start of the call that makes a model."""
        self._entities: dict[str, dict[str, str]] = {}
        """The same by the name of the class, as queries of a mapper write it, and the component."""
        self._kept: dict[tuple[str, str], dict[str, str]] = {}
        """By technology and name of a model in a schema the table, by the component that the schema lies in."""
        for one in statements:
            if one.keeps:
                component = places.component_of(one.file)
                self._kept.setdefault((one.technology, _plain(one.of)), {})[component] = one.keeps
        owning = [find for find in finds if find.rule.access == "owns"]
        self._extended = {key for find in owning if self.is_class(find) for key in self._parents(find)}
        for find in owning:
            if self.is_one(find):
                self._take(find)
        self._within_others(owning)

    def is_class(self, find: Find) -> bool:
        """Whether a find is about the class that it stands in."""
        is_around = self._program.scope(find.module, find.scope).kind == "class" and find.rule.on != "field"
        return is_around and (find.is_mark or find.expression is None)

    def is_one(self, find: Find) -> bool:
        """Whether a find is about a store at all."""
        rule = find.rule
        if any(self._own(find, path) not in (None, "false") for path in rule.unless if path != "(empty)"):
            return False
        if "(empty)" in rule.unless and (find.module, find.scope) in self._extended and self._is_empty(find):
            return False
        return not rule.only or any(self._own(find, path) is not None for path in rule.only)

    def owned_by(self, find: Find) -> str:
        """The table that the class of a find is kept in, "" where another find says so or it shares that of another model."""
        key = (find.module, find.scope)
        return self._tables[key] if self._where.get(key) is find else ""

    def of_class(self, model: ClassValue) -> str:
        """The table of a model, "" where nobody says that the class is one."""
        for one in self._evaluator.ancestry(model):
            if isinstance(one, ClassValue) and (one.module, one.scope) in self._tables:
                return self._tables[one.module, one.scope]
        return ""

    def of_call(self, module: str, start: int) -> str:
        """The table that a call makes a model of."""
        return self._made.get((module, start), "")

    def of_query(self, name: str, module: str) -> str:
        """The table behind a name in a query of a module: that of a class, or itself."""
        return self._of_name(name, module) or name

    def _of_name(self, name: str, module: str) -> str:
        """The table of a class by its name: of that of the same component, or of the only one; "" where nobody knows."""
        several = self._entities.get(name)
        if not several:
            return ""
        own = several.get(self._places.component_of(module))
        return own or (next(iter(several.values())) if len(several) == 1 else "")

    def of_entity(self, name: str, find: Find) -> str:
        """The table behind the name of a model."""
        kept = self._kept.get((find.rule.technology, _plain(name)))
        if kept:
            own = kept.get(self._places.component_of(find.module))
            return own or next(iter(sorted(kept.values())))
        return self._of_name(name, find.module) or self._named(name, find)

    def name_of(self, find: Find) -> Iterator[str]:
        """The names that a find says, or that a mapper gives what it is about."""
        called = next(self._texts(find, find.rule.entity), "")
        said = [*self._texts(find, find.rule.name, called)]
        if said:
            yield from said
        elif called:
            yield self._named(called, find)

    def made_by(self, find: Find) -> Iterator[str]:
        """The names of what a call makes, those left out that a class says itself."""
        is_called = next(self._texts(find, find.rule.name), "") == ""
        entity = next(self._texts(find, find.rule.entity), "") if is_called else ""
        if entity and self._places.component_of(find.module) in self._entities.get(entity, {}):
            return
        yield from self.name_of(find)

    def _take(self, find: Find) -> None:
        is_class = self.is_class(find)
        name = next(self.name_of(find), "")
        is_said = bool(name)
        entity = next(self._texts(find, find.rule.entity), "") if is_class else ""
        if is_class and not name:
            scope = self._program.scope(find.module, find.scope)
            name = self._by_function(find)
            if not name and find.rule.naming:
                name = self._named(scope.name, find)
        if not name:
            return
        key = (find.module, find.scope)
        if not is_class:
            if find.expression is not None and not find.is_mark:
                self._made[find.module, getattr(find.expression, "start", -1)] = name
            return
        if entity:
            self._name_entity(entity, find, name)
        if is_said or key not in self._tables:
            self._tables[key] = name
            self._where[key] = find
            self._name_entity(self._program.scope(*key).name, find, name)

    def _name_entity(self, entity: str, find: Find, table: str) -> None:
        self._entities.setdefault(entity, {})[self._places.component_of(find.module)] = table

    def _within_others(self, owning: Sequence[Find]) -> None:
        """Classes that are kept in the table of what they are made of own none."""
        for find in owning:
            key = (find.module, find.scope)
            if self._where.get(key) is not find:
                continue
            parents = [one for one in self._parents(find) if one in self._tables]
            if not parents:
                continue
            is_within = find.rule.heirs_within and not self._is_apart(parents[-1], find)
            if self._tables[parents[0]] == self._tables[key] or (is_within and not self._says_itself(find)):
                self._tables[key] = self._tables[parents[-1] if is_within else parents[0]]
                self._name_entity(self._program.scope(*key).name, find, self._tables[key])
                del self._where[key]

    def _says_itself(self, find: Find) -> bool:
        return find.is_mark and any(self._texts(find, find.rule.name))

    def _is_apart(self, root: tuple[str, int], find: Find) -> bool:
        """Whether a mark of the class at the top says that each heir has a table of its own."""
        words = frozenset(find.rule.apart)
        return bool(words) and any(
            last_of(part) in words for mark in self._program.scope(*root).marks for part in all_of(mark)
        )

    def _parents(self, find: Find) -> list[tuple[str, int]]:
        ancestors = self._evaluator.ancestry(ClassValue(find.module, find.scope))[1:]
        return [(one.module, one.scope) for one in ancestors if isinstance(one, ClassValue)]

    def _is_empty(self, find: Find) -> bool:
        """Whether a class binds nothing itself but how it is kept."""
        scope = self._program.scope(find.module, find.scope)
        return not any(one.value is not None or one.type is not None for one in scope.bindings)

    def _named(self, name: str, find: Find) -> str:
        if any(one == "true" for one in self._texts(find, find.rule.as_is)):
            return name
        naming = find.rule.naming
        label = self._label(find) if naming == "app" else ""
        return named_after(name, naming, find.module, label)

    def _label(self, find: Find) -> str:
        """What the application of a module is called: by the class itself, or by that which configures it."""
        own = self._own(find, "Meta.app_label")
        if own is not None:
            return own
        folder = find.module.rpartition("/")[0]
        if folder not in self._labels:
            self._labels[folder] = self._configured_label(folder)
        return self._labels[folder]

    def _configured_label(self, folder: str) -> str:
        """What the nearest `apps.py` around calls its application, "" where there is none."""
        while folder and not self._program.has(f"{folder}/apps.py"):
            folder = folder.rpartition("/")[0]
        for scope in self._program.file(f"{folder}/apps.py").scopes if folder else ():
            if any(last_of(base) == _LABELLED[0] for base in scope.bases):
                labels = [one.value for one in scope.bindings if one.target == _LABELLED[1]]
                return next((one.value for one in labels if isinstance(one, Text)), folder.rpartition("/")[2])
        return folder.rpartition("/")[2]

    def _texts(self, find: Find, selectors: tuple[str, ...], filled: str = "") -> Iterator[str]:
        """What is written at the first of some places; a parameter in it stands for what is `filled` in."""
        call = self._discovery.call(find)
        value = select(self._evaluator, call, selectors) if selectors else None
        if value is None and find.is_mark and self.is_class(find):  # what the class says that carries the mark
            own = tuple(one for one in selectors if one.startswith("."))
            value = select(self._evaluator, Call(None, call.frame, ClassValue(find.module, find.scope)), own)
        for option in options_of(value) if value is not None else ():
            if isinstance(option, TextValue) and option.parts:
                parts = [filled if filled and isinstance(one, ParameterValue | Handed) else one for one in option.parts]
                for text in texts(TextValue(tuple(parts)), find.module, self._settings)[:1]:
                    yield _unquoted(written(text))

    def _by_function(self, find: Find) -> str:
        """The name that a function of the class gives it, or of what it is made of: `return cls.__name__.lower()`."""
        attribute = next((one[1:] for one in find.rule.name if one.startswith(".") and "." not in one[1:]), "")
        of = ClassValue(find.module, find.scope)
        found: Value | None = self._evaluator.of_class(of, attribute, None) if attribute else None
        for option in options_of(found) if found is not None else ():
            if not isinstance(option, FunctionValue):
                continue
            scope = self._program.scope(option.module, option.scope)
            is_for_heirs = (option.module, scope.parent) == (find.module, find.scope)
            if is_for_heirs and (find.module, find.scope) in self._extended:
                return ""
            frame = Frame(option.module, option.scope, {one.name: of for one in scope.parameters[:1]}, own=of)
            for result in scope.returns[:1]:
                value = next(iter(options_of(self._evaluator.evaluate(result, frame))))
                if isinstance(value, TextValue) and value.parts and all(isinstance(one, str) for one in value.parts):
                    is_lower = any(last_of(part) in _LOWERING for part in all_of(result))
                    name = "".join(one for one in value.parts if isinstance(one, str))
                    return name.lower() if is_lower else name
        return ""

    def _own(self, find: Find, path: str) -> str | None:
        """What a class itself (not what it extends) binds to a name: `Meta.abstract`; None where it does not."""
        file, scope = self._program.file(find.module), find.scope
        *outer, last = path.split(".")
        for name in outer:
            inner = file.children.get((scope, name))
            if not inner:
                bound = [one.value for one in file.bindings.get((scope, name), ()) if isinstance(one.value, Record)]
                entries = [value for one in bound for key, value in one.entries if key == last]
                return next((one.value for one in entries if isinstance(one, Text)), None)
            scope = inner[-1]
        values = [one.value.value for one in file.bindings.get((scope, last), ()) if isinstance(one.value, Text)]
        return values[-1] if values else None


def _plain(name: str) -> str:
    return name[:1].lower() + name[1:]


def _unquoted(name: str) -> str:
    """A name without what a database would quote it with: `"crm"."bills"` is bills."""
    return name.rpartition(".")[2].strip('"`') if name[:1] in ('"', "`") else name
