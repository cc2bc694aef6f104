"""What contracts and standards say of a system's interfaces: a System in, Documents and uses of standards out.

For `System.view`. What checks of undocumented interfaces say the same way is here, too.
"""

from collections.abc import Iterable
from typing import TypeVar

from archlint.graph.connections.channels import ChannelDocument, documents_of_channels
from archlint.graph.connections.documents import Document, documents_of, folder_of
from archlint.graph.standards import uses_of
from archlint.graph.system import System
from archlint.model.connections import Endpoint, Message, Route
from archlint.model.finding import End, Finding, Place
from archlint.model.standards import StandardUse

_Speaking = TypeVar("_Speaking", Document, ChannelDocument)


def documents(system: System) -> tuple[Document, ...]:
    """The documents that speak for a component, by file; none where connections are not followed."""
    components = {module.component for module in system.graph.modules}
    return documents_of(system.deployment.operations, system.connections.routes, components)


def channel_documents(system: System) -> tuple[ChannelDocument, ...]:
    """The AsyncAPI documents that speak for a component, by file."""
    connections = system.connections
    components = {module.component for module in system.graph.modules}
    return documents_of_channels(
        system.deployment.channels, connections.publications, connections.subscriptions, components
    )


def standards_followed(system: System) -> tuple[StandardUse, ...]:
    """Where the standards that the run knows are offered, used and documented."""
    speaking = {document.file: document.component for document in system.view(documents)}
    first = {module.component: module for module in reversed(system.graph.modules)}
    places = {}
    for file in dict.fromkeys(one.file for one in system.deployment.operations):
        component = speaking.get(file) or folder_of(file, frozenset(first))
        neighbour = first.get(component)
        places[file] = Endpoint(file, 0, component, neighbour.layer if neighbour is not None else "")
    return uses_of(system.connections, system.deployment.operations, places, system.rulebook.known_standards)


def by_component(speaking: Iterable[_Speaking]) -> dict[str, list[_Speaking]]:
    """The documents that speak for each component, in their order."""
    found: dict[str, list[_Speaking]] = {}
    for document in speaking:
        found.setdefault(document.component, []).append(document)
    return found


def undeclared(check: str, end: Route | Message, file: str, message: str, instead: str, text: str) -> Finding:  # noqa: PLR0913, PLR0917 - what a finding is made of
    """The finding that a document, in `file`, does not declare what the code has at an end."""
    return Finding(
        check=check,
        severity="warning",
        message=message,
        importer=End(end.file, end.layer, end.part, Place(end.file, end.line)),
        imported=End(file),
        instead=instead,
        text=text,
    )
