"""Application servers: files that say under which path a web application is served in, Settings out, keyed CONTEXT_ROOT."""

import re
from collections.abc import Iterator

from archlint.manifests.xml_events import events
from archlint.model.deployment import Setting

CONTEXT_ROOT = "web-application.context-root"
_APPLICATIONS = ("webApplication", "application")
"""Elements of Open Liberty's server.xml."""
_ROOT = "context-root"
"""The element of the descriptors of WildFly, Payara, GlassFish, WebLogic and WebSphere."""
_SAYS = re.compile(rb"<context-root[\s>]|\bcontextRoot\s*=")


def is_server(content: bytes) -> bool:
    """Whether a file in XML says under which path a web application is served."""
    return _SAYS.search(content) is not None


def read_server(path: str, content: bytes) -> Iterator[Setting]:
    """The path of each application; one that is made of variables is left out. Raises Unreadable."""
    within, line = False, 0
    for event in events(content, with_blanks=False, named=(*_APPLICATIONS, _ROOT)):
        if event.kind == "text":
            found = event.name.strip() if within else ""
        else:
            within = event.kind == "open" and event.name == _ROOT
            found = (
                event.attributes.get("contextRoot" if event.name != _ROOT else "uri", "")
                if event.kind == "open"
                else ""
            )
            line = event.line
        if found and "$" not in found:
            yield Setting(CONTEXT_ROOT, found, path, line)
