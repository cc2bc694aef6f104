"""Gateways: the settings of Spring Cloud Gateway and Zuul in, Proxies out."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archlint.manifests.reading import LONGEST, Problem, segments_of
from archlint.model.deployment import Proxy, Setting

_MOST_STEPS = 50
_PREFIX = re.compile(r"spring\.cloud\.gateway\.(?:server\.webflux\.|server\.webmvc\.|mvc\.)?")
_ROUTE = re.compile(r"routes(?:\.(?=\d)|-?[Mm]ap\.)([\w-]{1,100})\.(.+)", re.DOTALL)
"""A route in the list of them, or by its name."""
_STEP = re.compile(r"(?:predicates|(?:default-?)?filters)\.(\d{1,6})(?:\.(.+))?", re.DOTALL)
_SHORT = re.compile(r"\s*+(\w++)\s*+=(.*)", re.DOTALL)
_ZUUL = re.compile(r"zuul\.routes\.(.+)")
_ZUUL_PARTS = (
    "path",
    "serviceid",
    "url",
    "stripprefix",
    "id",
    "retryable",
    "sensitiveheaders",
    "customsensitiveheaders",
)
_VARIABLE = re.compile(r"\{(\*?)[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")
_ORIGIN = re.compile(r"([a-z][a-z0-9+.-]*+:(?:[a-z]+:)?//[^/?#]*+)[/?#].*", re.IGNORECASE | re.DOTALL)


class _Step(NamedTuple):
    """A predicate or a filter: its name and its arguments, written in short or as a table."""

    name: str
    short: str
    arguments: tuple[tuple[str, str], ...]

    def argument(self, *names: str) -> str:
        """The argument with one of some names, else the short form."""
        found = [value for key, value in self.arguments if plain(key.partition(".")[0]) in names]
        return ",".join(found) or self.short

    def generated(self) -> list[str]:
        """All arguments in order, whatever they are called."""
        return [value for _, value in self.arguments]


def read_gateway(settings: Sequence[Setting], folder: str = "") -> Iterator[Proxy | Problem]:
    """The proxies that the settings of one file declare; `folder` is that of the gateway, "" where the file lies in it."""
    yield from _cloud_gateway([one for one in settings if one.key.startswith("spring.cloud.gateway.")], folder)
    yield from _zuul([one for one in settings if one.key.startswith("zuul.")], folder)


def plain(key: str) -> str:
    """A key as frameworks compare them: case and dashes do not count."""
    return key.replace("-", "").replace("_", "").lower()


def _cloud_gateway(settings: Sequence[Setting], folder: str) -> Iterator[Proxy | Problem]:
    routes: dict[tuple[str, str], list[tuple[str, Setting]]] = {}
    everywhere: dict[str, list[tuple[str, Setting]]] = {}
    for setting in settings:
        key = _PREFIX.sub("", setting.key, count=1)
        found = _ROUTE.fullmatch(key)
        if found:
            routes.setdefault((setting.profile, found[1]), []).append((found[2], setting))
        elif key.startswith(("default-filters.", "defaultFilters.")):
            everywhere.setdefault(setting.profile, []).append((key, setting))
    shared = {profile: _steps(parts, ("default-filters.", "defaultFilters.")) for profile, parts in everywhere.items()}
    for (profile, _), parts in routes.items():
        yield from _route(parts, shared.get(profile) or shared.get("") or [], folder)


def _route(parts: Sequence[tuple[str, Setting]], shared: Sequence[_Step], folder: str) -> Iterator[Proxy | Problem]:
    line = min(setting.line for _, setting in parts)
    file = parts[0][1].file
    uri = next((setting.value for key, setting in parts if key == "uri"), "")
    if not uri:
        yield Problem(file, line, "this route has no uri; give it one, or take it out")
        return
    predicates = _steps(parts, ("predicates.",))
    filters = [*shared, *_steps(parts, ("filters.",))]
    paths = [
        path
        for step in predicates
        if step.name == "Path"
        for path in _listed(step.argument("patterns", "pattern", *_numbered(step)))
    ]
    methods = tuple(
        method.upper()
        for step in predicates
        if step.name == "Method"
        for method in _listed(step.argument("methods", "method", *_numbered(step)))
    )
    target = _ORIGIN.sub(r"\1", uri.strip())  # the path of a uri is not used
    for path in paths or ["/**"]:
        if len(path) > LONGEST:
            yield Problem(file, line, f"a path with more than {LONGEST:,} characters is not read")
            continue
        pattern = _pattern(path)
        strip, prefix, rewrite = _passed(filters, pattern)
        yield Proxy(pattern, target, file, line, methods, strip, prefix, rewrite, folder)


def _steps(parts: Sequence[tuple[str, Setting]], starts: tuple[str, ...]) -> list[_Step]:
    """The predicates or filters among a route's settings, in order."""
    grouped: dict[int, list[tuple[str, str]]] = {}
    for key, setting in parts:
        found = _STEP.fullmatch(key) if key.startswith(starts) else None
        if found:
            grouped.setdefault(int(found[1]), []).append((found[2] or "", setting.value))
    steps = []
    for _, given in sorted(grouped.items())[:_MOST_STEPS]:
        short = next((_SHORT.fullmatch(value) for key, value in given if not key), None)
        if short:
            steps.append(_Step(short[1], short[2].strip(), ()))
            continue
        name = next((value for key, value in given if key in ("name", "")), "").strip()
        arguments = tuple((key[5:], value) for key, value in given if key.startswith("args."))
        steps.append(_Step(name, "", arguments))
    return steps


def _numbered(step: _Step) -> list[str]:
    """Arguments that are a plain list, or that were given no names of their own."""
    return [plain(key.partition(".")[0]) for key, _ in step.arguments if key[:1].isdigit() or key.startswith("_genkey")]


def _passed(filters: Sequence[_Step], pattern: str) -> tuple[int, str, tuple[str, ...]]:
    """What filters make of a path: how much is taken off, what is put in front, and a rewrite."""
    strip, prefix, rewrite = 0, "", tuple[str, ...]()
    for step in filters:
        if step.name == "StripPrefix":
            parts = step.argument("parts", *_numbered(step)) or "1"
            taken = int(parts) if parts.isdigit() and len(parts) < 4 else 0
            front = segments_of(prefix)
            prefix = "".join(f"/{part}" for part in front[taken:])
            strip += max(taken - len(front), 0)
        elif step.name == "PrefixPath":
            prefix = "/" + "/".join(segments_of(step.argument("prefix", *_numbered(step)))) + prefix
        elif step.name == "RewritePath":
            if step.short:
                first, _, second = step.short.rpartition(",")
            else:
                given = [step.argument("regexp"), step.argument("replacement")]
                first, second = given if all(given) else [*step.generated(), "", ""][:2]
            rewrite = (first.strip(), second.strip().replace("$\\", "$"))
        elif step.name == "SetPath":
            strip, prefix, rewrite = _set(step.argument("template", *_numbered(step)), pattern)
    return strip, prefix, rewrite


def _set(template: str, pattern: str) -> tuple[int, str, tuple[str, ...]]:
    """A path set as a whole: as far as its end is the end of what was matched, that is kept."""
    wanted, matched = segments_of(_pattern(template)), segments_of(pattern)
    kept = 0
    while kept < min(len(wanted), len(matched)) and wanted[-1 - kept] == matched[-1 - kept]:
        kept += 1
    front = wanted[: len(wanted) - kept]
    if kept and "{}" not in front:
        return len(matched) - kept, "".join(f"/{part}" for part in front), ()
    return 0, "", ("(.*)", "/" + "/".join(wanted))


def _listed(text: str) -> list[str]:
    """The parts between commas; those inside braces divide nothing."""
    parts: list[list[str]] = [[]]
    depth = 0
    for piece in re.split(r"([{},])", text):
        depth += {"{": 1, "}": -1}.get(piece, 0)
        if piece == "," and depth <= 0:
            parts.append([])
        else:
            parts[-1].append(piece)
    return [whole for part in parts if (whole := "".join(part).strip())]


def _pattern(path: str) -> str:
    """A path as patterns are written here: `{}` for a segment, `**` for the rest."""
    path = _VARIABLE.sub(lambda found: "**" if found[1] else "{}", path.strip()[:LONGEST])
    return "/" + "/".join("{}" if part == "*" else part for part in segments_of(path))


def _zuul(settings: Sequence[Setting], folder: str) -> Iterator[Proxy]:
    prefix = "".join(f"/{part}" for one in settings if one.key == "zuul.prefix" for part in segments_of(one.value))
    keeps = any(plain(one.key) == "zuul.stripprefix" and one.value == "false" for one in settings)
    routes: dict[tuple[str, str], dict[str, Setting]] = {}
    for setting in settings:
        found = _ZUUL.fullmatch(setting.key)
        if found is None:
            continue
        name, _, part = found[1].rpartition(".")
        if not name or plain(part) not in _ZUUL_PARTS:
            name, part = found[1], "path"
        if not part.isdigit():
            routes.setdefault((setting.profile, name), {})[plain(part)] = setting
    for (_, name), parts in routes.items():
        if not {"path", "url", "serviceid"} & parts.keys():
            continue
        first = min(parts.values(), key=lambda setting: setting.line)
        path = parts["path"].value if "path" in parts else f"/{name}/**"
        target = next((parts[key].value for key in ("url", "serviceid") if key in parts), name)
        own = [part for part in segments_of(path) if part not in ("**", "*")]
        strips = "stripprefix" not in parts or parts["stripprefix"].value != "false"
        outer = segments_of(prefix)
        # A prefix that is taken off stands before the route's own path, which may be kept.
        is_put_back = keeps and bool(outer) and strips
        strip = (len(outer) if is_put_back or not keeps else 0) + (len(own) if strips else 0)
        put = prefix if is_put_back else ""
        address = target if "://" in target else f"lb://{target}"
        yield Proxy(prefix + _pattern(path), address, first.file, first.line, (), strip, put, (), folder)
