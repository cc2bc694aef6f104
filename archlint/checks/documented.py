"""What contracts and standards say of a system's interfaces: a System in, Documents and uses of standards out.

For `System.view`.
"""

from archlint.graph.connections.channels import ChannelDocument, documents_of_channels
from archlint.graph.connections.documents import Document, documents_of, folder_of
from archlint.graph.standards import uses_of
from archlint.graph.system import System
from archlint.model.connections import Endpoint
from archlint.model.standards import StandardUse


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
