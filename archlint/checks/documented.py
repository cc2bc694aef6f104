"""What OpenAPI documents say of a system's components: a System in, its Documents out. For `System.view`."""

from archlint.graph.connections.documents import Document, documents_of
from archlint.graph.system import System


def documents(system: System) -> tuple[Document, ...]:
    """The documents that speak for a component, by file; none where connections are not followed."""
    components = {module.component for module in system.graph.modules}
    return documents_of(system.deployment.operations, system.connections.routes, components)
