"""Projects of TypeScript and JavaScript made by hand: the names of files and their manifests in, a resolver to ask out."""

import json
from collections.abc import Mapping

from archlint.languages.catalogue import SUFFIXES
from archlint.languages.typescript.resolver import TypeScriptResolver
from archlint.model.facts import FileFacts, Reference, Span
from archlint.model.layout import Layout, Resolved

SPAN = Span(0, 1, 1, 1)


def facts(path: str, *references: str | Reference) -> FileFacts:
    dialect = next(SUFFIXES[suffix][1] for suffix in SUFFIXES if path.endswith(suffix))
    return FileFacts(
        dialect, tuple(item if isinstance(item, Reference) else Reference(item, (), SPAN) for item in references)
    )


def project(
    files: str, manifests: Mapping[str, object] | None = None, roots: tuple[str, ...] = ()
) -> TypeScriptResolver:
    """A project of these files, separated by white space; what is no source is an asset. Manifests are dicts or bytes."""
    paths = files.split()
    sources = {path: facts(path) for path in paths if path.endswith(tuple(SUFFIXES))}
    encoded = {
        path: value if isinstance(value, bytes) else json.dumps(value).encode()
        for path, value in (manifests or {}).items()
    }
    return TypeScriptResolver(Layout(sources, encoded, frozenset(paths) - sources.keys(), roots))


def ask(resolver: TypeScriptResolver, importer: str, specifier: str) -> list[Resolved]:
    return list(resolver.resolve(importer, facts(importer, specifier)))


def one(resolver: TypeScriptResolver, importer: str, specifier: str) -> tuple[str, str]:
    """Status and target of the one answer."""
    (answer,) = ask(resolver, importer, specifier)
    return answer.status, answer.target


def target(resolver: TypeScriptResolver, importer: str, specifier: str) -> str:
    (answer,) = ask(resolver, importer, specifier)
    assert answer.status == "module", answer
    assert answer.why == ""
    return answer.target


def why(resolver: TypeScriptResolver, importer: str, specifier: str) -> str:
    (answer,) = ask(resolver, importer, specifier)
    assert answer.status == "unresolved", answer
    assert answer.target == specifier
    return answer.why
