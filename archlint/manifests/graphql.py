"""GraphQL files in; the operations that a schema promises and those that documents of clients ask for out."""

from collections.abc import Iterator

from archlint.manifests.reading import text_of
from archlint.model.deployment import PageRequest, ServedOperation
from archlint.model.graphql import asked, declared, path_of


def read_graphql(path: str, content: bytes) -> Iterator[ServedOperation | PageRequest]:
    """What a file says: a schema has types, a document has operations; a file may have both."""
    text = text_of(content)
    for field in declared(text):
        yield ServedOperation(field.method, path_of(field.name), "", path, field.line + 1, "GraphQL")
    for field in asked(text):
        yield PageRequest(field.method, path_of(field.name), path, field.line + 1, "GraphQL", field.within)
