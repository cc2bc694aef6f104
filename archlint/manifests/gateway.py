"""Gateways: the settings of Spring Cloud Gateway and Zuul in, Proxies out."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from archlint.model.deployment import Proxy, Setting

_ROUTE = re.compile(r"spring\.cloud\.gateway\.(?:server\.webflux\.|server\.webmvc\.|mvc\.)?routes\.(\d+)\.(.*)")
_LISTED = re.compile(r"\[(\d+)\]")
_ZUUL = re.compile(r"zuul\.routes\.([^.]+)(?:\.(.+))?$")
_PREDICATE = re.compile(r"(Path|Method|StripPrefix|PrefixPath|RewritePath|SetPath)\s*=\s*(.*)", re.DOTALL)


def read_gateway(settings: Sequence[Setting]) -> Iterator[Proxy]:
    """The proxies that the settings of one file declare."""
    yield from _cloud_gateway(settings)
    yield from _zuul(settings)


def _cloud_gateway(settings: Sequence[Setting]) -> Iterator[Proxy]:
    routes: dict[tuple[str, str], dict[str, Setting]] = defaultdict(dict)
    for setting in settings:
        found = _ROUTE.match(_LISTED.sub(r".\1", setting.key))
        if found:
            routes[setting.profile, found[1]][found[2]] = setting
    for parts in routes.values():
        uri = parts.get("uri")
        if uri is None:
            continue
        words = _words(parts)
        methods = tuple(method.strip().upper() for method in words.get("Method", "").split(",") if method.strip())
        strip = words.get("StripPrefix", "")
        rewrite = tuple(part.strip() for part in _split(words["RewritePath"])) if "RewritePath" in words else ()
        if "SetPath" in words:
            rewrite = ("^.*$", words["SetPath"])
        line = min(setting.line for setting in parts.values())
        for path in words.get("Path", "/**").split(","):
            yield Proxy(
                path.strip(),
                uri.value,
                uri.file,
                line,
                methods,
                int(strip) if strip.isdigit() else 0,
                words.get("PrefixPath", ""),
                rewrite,
            )


def _words(parts: dict[str, Setting]) -> dict[str, str]:
    """Predicates and filters by name: as short texts, or as tables with arguments."""
    found: dict[str, str] = {}
    named: dict[str, str] = {}
    for key, setting in parts.items():
        short = _PREDICATE.match(setting.value.strip())
        if short and key.startswith(("predicates.", "filters.")):
            found[short[1]] = short[2].strip()
        place, _, rest = key.rpartition(".")
        if rest == "name" and place.startswith(("predicates.", "filters.")):
            named[place] = setting.value
    for place, name in named.items():
        values = [setting.value for key, setting in parts.items() if key.startswith(f"{place}.args")]
        if name in ("Path", "Method", "StripPrefix", "PrefixPath", "SetPath") and values:
            found[name] = ",".join(values)
        elif name == "RewritePath" and len(values) > 1:
            found[name] = ",".join(values[:2])
    return found


def _split(text: str) -> Iterable[str]:
    """A pattern and its replacement: the last comma divides them."""
    first, _, second = text.rpartition(",")
    return (first, second) if first else (text,)


def _zuul(settings: Sequence[Setting]) -> Iterator[Proxy]:
    prefix = next((one.value for one in settings if one.key == "zuul.prefix"), "").rstrip("/")
    keeps = any(one.key in ("zuul.stripPrefix", "zuul.strip-prefix") and one.value == "false" for one in settings)
    routes: dict[tuple[str, str], dict[str, Setting]] = defaultdict(dict)
    for setting in settings:
        found = _ZUUL.match(setting.key)
        if found:
            routes[setting.profile, found[1]][(found[2] or "path").replace("-", "").lower()] = setting
    for (_, name), parts in routes.items():
        path = parts.get("path")
        target = next((parts[key].value for key in ("url", "serviceid") if key in parts), name)
        if path is None:
            continue
        strips = "stripprefix" not in parts or parts["stripprefix"].value != "false"
        whole = f"{prefix}/{path.value.strip('/')}"
        own = len([one for one in path.value.split("/") if one and one not in ("**", "*")]) if strips else 0
        outer = len([one for one in prefix.split("/") if one]) if not keeps else 0
        line = min(setting.line for setting in parts.values())
        yield Proxy(whole, target if "://" in target else f"lb://{target}", path.file, line, strip=own + outer)
