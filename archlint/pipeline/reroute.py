"""Import from the module that a finding offers: a file and the finding in, the edits that name that module instead out.

What is written is the likeliest name that the resolver leads to the offered module. Imports that bind a dotted name
(`import a.b`) are left alone, as their uses would have to change, and so are Java's, where the name is the type's own.
"""

from collections.abc import Sequence
from typing import NamedTuple

from archlint.model.facts import FileFacts, Flag, Reference
from archlint.model.finding import Finding
from archlint.model.layout import Naming, Resolver


class Reroute(NamedTuple):
    """`edits` replace stretches of the file (start, end), in its order, by `target`; `missing` are the imported names that the
    offered module does not offer yet.
    """

    target: str
    edits: tuple[tuple[int, int], ...]
    missing: tuple[str, ...] = ()

    def applied(self, content: bytes) -> bytes:
        """The file with all of it written."""
        for start, end in reversed(self.edits):
            content = content[:start] + self.target.encode() + content[end:]
        return content


class Imports(NamedTuple):
    """What a file imports, and how that is looked up and written in its language."""

    path: str
    content: bytes
    facts: FileFacts
    resolver: Resolver
    naming: Naming

    def leads(self, reference: Reference) -> set[str]:
        """The modules that a reference leads to; what is no module leads to ""."""
        alone = FileFacts(self.facts.dialect, references=(reference,), package=self.facts.package)
        return {one.target if one.status == "module" else "" for one in self.resolver.resolve(self.path, alone)}


def rerouted(imports: Imports, finding: Finding, offered: FileFacts) -> Reroute | None:
    """The edits that take out of `finding.offer` (whose facts are `offered`) what the file takes out of the finding's imported
    end; None where there are none.
    """
    imported = finding.imported.module if finding.imported is not None else ""
    guilty = [one for one in imports.facts.references if imports.leads(one) == {imported}]
    if len({one.target for one in guilty}) != 1:
        return None
    written = guilty[0].target
    places = {imports.naming.place(imports.content, written, one.span) for one in guilty}
    edits = tuple(sorted(one for one in places if one is not None))
    for target in imports.naming.targets(written, imports.path, finding.offer) if None not in places else ():
        probe = Reference(target, guilty[0].names, guilty[0].span, guilty[0].flags)
        if imports.leads(probe) == {finding.offer}:
            return Reroute(target, edits, _missing(guilty, offered, all_handed_on=imports.naming.hands_on))
    return None


def _missing(guilty: Sequence[Reference], offered: FileFacts, *, all_handed_on: bool) -> tuple[str, ...]:
    """The names that the offered module neither defines nor, as far as can be seen, hands on."""
    if any(one.flags & Flag.WILDCARD for one in offered.references):
        return ()
    known = {export.name for export in offered.body.exports}
    for one in offered.references:
        if all_handed_on or one.flags & Flag.REEXPORT:
            known.update(one.names)
    wanted = (name for one in guilty for name in one.names if name != "*")
    return tuple(sorted({name for name in wanted if name not in known}))
