"""Which catalogues of standard interfaces a run needs: a declaration in, the declaration with them out."""

import msgspec

from archlint.model.rulebook import Rulebook


def with_standards(rulebook: Rulebook, *, every: bool) -> Rulebook:
    """The declaration with the catalogues it requires, or with every one."""
    if not every and not rulebook.standards.require:
        return rulebook
    from archlint.rulebook.standards import load_standards

    known = {**load_standards(), **{one.name: one for one in rulebook.known_standards}}
    wanted = known.keys() if every else rulebook.standards.require
    return msgspec.structs.replace(rulebook, known_standards=tuple(known[name] for name in known if name in wanted))
