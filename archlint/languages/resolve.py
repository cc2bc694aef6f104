"""Resolve every reference of a project: Layout in, what each module's references mean out."""

from archlint.languages.catalogue import DIALECTS
from archlint.model.layout import Layout, Resolved, Resolver


def resolve(layout: Layout) -> tuple[dict[str, tuple[Resolved, ...]], tuple[str, ...]]:
    """What the references of each module (by path) mean, and what the resolvers had to say about the manifests."""
    resolvers: dict[str, Resolver] = {}
    resolved: dict[str, tuple[Resolved, ...]] = {}
    for path, facts in layout.modules.items():
        language = DIALECTS[facts.dialect]
        resolver = resolvers.get(language.name)
        if resolver is None:
            resolver = resolvers[language.name] = language.resolver(layout)
        resolved[path] = tuple(resolver.resolve(path, facts))
    return resolved, tuple(note for name in sorted(resolvers) for note in resolvers[name].notes)
