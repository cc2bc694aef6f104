"""Application servers: files that say under which path a web application is served in, Settings out, keyed CONTEXT_ROOT, and
keyed SERVLET_PATH for what a descriptor (`web.xml`) gives to the servlet of a framework.
"""

import re
from collections.abc import Iterator

from archlint.manifests.xml_events import events
from archlint.model.deployment import Setting

CONTEXT_ROOT = "web-application.context-root"
SERVLET_PATH = "web-application.servlet-path"
_APPLICATIONS = ("webApplication", "application")
"""Elements of Open Liberty's server.xml."""
_ROOT = "context-root"
"""The element of the descriptors of WildFly, Payara, GlassFish, WebLogic and WebSphere."""
_SAYS = re.compile(rb"<context-root[\s>]|\bcontextRoot\s*=")
_MAPS = re.compile(rb"<(?:\w+:)?servlet-mapping[\s>]")
_OF_FRAMEWORKS = re.compile(
    r"(?:.*\.)?(?:ServletContainer|HttpServletDispatcher|HttpServlet30Dispatcher|CXF\w*Servlet|DispatcherServlet|RestServlet|"
    r"(?:javax|jakarta)\.ws\.rs\.core\.Application)"
)
"""Servlets by which a framework answers: Jersey, RESTEasy, CXF, Wink, Spring."""
_OF_SERVLETS = ("servlet", "servlet-mapping", "servlet-name", "servlet-class", "url-pattern")


def is_server(content: bytes) -> bool:
    """Whether a file in XML says under which path a web application is served."""
    return _SAYS.search(content) is not None


def is_descriptor(content: bytes) -> bool:
    """Whether a file in XML says which paths the servlets of a web application answer."""
    return _MAPS.search(content) is not None


def read_descriptor(path: str, content: bytes) -> Iterator[Setting]:
    """What stands before all paths of the frameworks in a web application: `/rest` of `/rest/*`. Raises Unreadable."""
    classes: dict[str, str] = {}
    patterns: list[tuple[str, str, int]] = []
    within, name, last = "", "", ""
    for event in events(content, with_blanks=False, named=_OF_SERVLETS):
        if event.kind == "open":
            within, name = (event.name, "") if event.name in ("servlet", "servlet-mapping") else (within, name)
            last = event.name
        elif event.kind == "text" and last == "servlet-name":
            name = event.name.strip()
        elif event.kind == "text" and last == "servlet-class" and within == "servlet":
            classes[name] = event.name.strip()
        elif event.kind == "text" and last == "url-pattern" and within == "servlet-mapping":
            patterns.append((name, event.name.strip(), event.line))
        else:
            last = ""
    for servlet, pattern, line in patterns:
        before = pattern.removesuffix("/*")
        if (
            before != pattern
            and before
            and "*" not in before
            and _OF_FRAMEWORKS.fullmatch(classes.get(servlet, servlet))
        ):
            yield Setting(SERVLET_PATH, before, path, line)


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
