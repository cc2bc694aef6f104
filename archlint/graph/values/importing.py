"""What imports bring in, and what names stand for that no scope of a file declares: a File and a name in, a Value out. Part of
the Evaluator.
"""

from archlint.graph.values.file import File
from archlint.graph.values.states import States
from archlint.graph.values.terms import ClassValue, ModuleValue, Symbol, Unknown, Value
from archlint.model.sketch import Imported


class Imports(States):
    """Finds names in imports and packages."""

    def imported(self, file: File, entry: Imported) -> Value:
        """What an import brings in."""
        submodule = file.targets.get((entry.target, f"{entry.name}\0"))
        if submodule is not None:
            return submodule
        exact = file.targets.get((entry.target, entry.name))
        if exact is None and entry.name in ("=", "default", "*"):
            exact = file.targets.get((entry.target, "")) or file.targets.get((entry.target, "default"))
        whole = exact or file.targets.get((entry.target, "")) or file.targets.get((entry.target, "*"))
        if whole is None and file.language == "java":
            simple = entry.target.rpartition(".")[2]
            declared = file.targets.get((entry.target, simple))
            if declared is not None and not isinstance(declared, Symbol):
                return self.taken(declared, simple, "java")
            if (member := self._static(file, entry)) is not None:
                return member
        if whole is None:
            if file.language == "java" or not entry.target.startswith((".", "/", "@/", "~")):
                return Symbol(_dotted(entry.target, entry.name))
            return Unknown(entry.local)
        if isinstance(whole, Symbol):
            return Symbol(_dotted(whole.name, entry.name))
        return self.taken(whole, entry.name, file.language)

    def _static(self, file: File, entry: Imported) -> Value | None:
        """`import static a.b.Paths.BOOKS`: what a type of the project declares by that name, for itself."""
        simple = entry.target.rpartition(".")[2]
        for taken, target in file.leading.get(entry.target, ()):
            if taken.endswith(f"{simple}.{entry.name}") and isinstance(target, ModuleValue):
                owner = self.type_of(target.module, simple)
                return self.of_class(owner, entry.name, None) if isinstance(owner, ClassValue) else None
        return None

    def outside_of(self, name: str, file: File) -> Value:
        """A name that no scope around declares."""
        for taken, target in file.leading.get(name, ()) if file.language == "java" else ():
            if not taken.startswith("*"):
                first = taken.partition(".")[0]  # `Topics.BILLS` is asked of the type: that comes first
                own = name if first == name else taken or name
                return target if isinstance(target, Symbol) else self.taken(target, own, "java")
        for entry in file.imported.get("", ()):
            if entry.name != "*" or entry.exported:
                continue
            whole = file.targets.get((entry.target, "")) or file.targets.get((entry.target, "*"))
            if file.language == "java":
                found = self.of_package(entry.target, name)
            else:
                found = self.member(whole, name) if whole is not None and not isinstance(whole, Symbol) else None
            if found is not None:
                return found
        if file.language == "java" and (found := self.of_package(file.sketch.package, name)) is not None:
            return found
        return Symbol(f"global:{name}")


def _dotted(module: str, name: str) -> str:
    return module if name in ("", "default", "=", "*") else f"{module}.{name}"
