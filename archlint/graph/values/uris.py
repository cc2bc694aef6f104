"""What Java's builders of addresses give: the calls of a chain in, the text out, which a builder is from its first call on:
`UriComponentsBuilder.fromHttpUrl(url).path("/bills")`.
"""

from typing import TYPE_CHECKING

from archlint.graph.values.joining import joined_url
from archlint.graph.values.terms import Frame, TextValue, Value, text

if TYPE_CHECKING:
    from archlint.graph.values.calling import Calls
    from archlint.model.sketch import Invocation

_BUILDERS = (
    "org.springframework.web.util.UriComponentsBuilder",
    "javax.ws.rs.core.UriBuilder",
    "jakarta.ws.rs.core.UriBuilder",
)
_STARTS = frozenset(
    (
        *(f"{name}.{made}" for name in _BUILDERS for made in ("fromHttpUrl", "fromUriString", "fromUri", "fromPath")),
        "okhttp3.HttpUrl.parse",
        "okhttp3.HttpUrl.get",
        "org.apache.http.client.utils.URIBuilder",
        "org.apache.hc.core5.net.URIBuilder",
    )
)
"""What makes a builder of its first argument."""
_EMPTY = frozenset((*(f"{name}.newInstance" for name in _BUILDERS), "okhttp3.HttpUrl.Builder"))
"""What makes a builder that knows nothing."""
KNOWN = frozenset(name[:end] for name in (*_STARTS, *_EMPTY) for end in (len(name), name.rfind(".")))
"""The full names of builders and of what makes them."""
_SEGMENTS = frozenset(
    ("path", "pathSegment", "segment", "setPath", "replacePath", "addPathSegment", "addPathSegments", "addEncodedPathSegment",
     "addEncodedPathSegments", "appendPath", "appendPathSegments", "encodedPath")
)  # fmt: skip
_SAME = frozenset(
    ("build", "buildAndExpand", "buildFromMap", "buildFromEncoded", "expand", "toUriString", "uriVariables", "resolveTemplate",
     "resolveTemplates", "queryParam", "queryParams", "queryParamIfPresent", "query", "replaceQuery", "replaceQueryParam",
     "addParameter", "addParameters", "setParameter", "addQueryParameter", "addEncodedQueryParameter", "fragment", "newBuilder",
     "cloneBuilder")
)  # fmt: skip
"""What changes no path: holes that are filled in are holes before and after."""


def method(of: TextValue, name: str, arguments: list[Value]) -> Value | None:
    """What a builder's method leaves of its text, None for any other method."""
    if name in _SAME:
        return of
    if name in _SEGMENTS:
        return joined_url([of, *arguments]) if of.parts else joined_url(arguments or [of])
    first = arguments[0] if arguments else None
    if first is None:
        return None
    if name in ("scheme", "setScheme"):
        return text(first, "://", of)
    if name in ("host", "setHost"):
        return text(of, first) if of.parts else text("http://", first)
    return text(of, ":", first) if name in ("port", "setPort") else None


def started(evaluator: "Calls", plain: str, invocation: "Invocation", frame: Frame) -> Value | None:
    """The text that a builder begins with, None for what makes none."""
    if plain in _STARTS and invocation.positional:
        return text(evaluator.evaluate(invocation.positional[0], frame, invocation.start))
    return TextValue(()) if plain in _EMPTY else None
