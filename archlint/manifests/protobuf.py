"""Files of Protocol Buffers in, the operations of the services that they declare out."""

import re
from collections.abc import Iterator

from archlint.manifests.reading import LONGEST, Problem, text_of
from archlint.model.deployment import ServedOperation

_TOKEN = re.compile(
    r'//[^\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/|\Z)|"(?:[^"\\\n]|\\.)*"?|\'(?:[^\'\\\n]|\\.)*\'?|[A-Za-z_][\w.]*|[{};]|\n'
)


def read_protobuf(path: str, content: bytes) -> Iterator[ServedOperation | Problem]:
    """One operation for each `rpc`; its path is the one it is called by, `/package.Service/Method`."""
    line, depth = 1, 0
    package = service = ""
    before = ""
    for found in _TOKEN.finditer(text_of(content)):
        word = found[0]
        if word[0] in "/\"'\n":
            line += word.count("\n")
            continue
        if word == "{":
            depth += 1
        elif word == "}":
            depth = max(depth - 1, 0)
            service = service if depth else ""
        elif before == "package" and not depth:
            package = word
        elif before == "service" and not depth:
            service = f"{package}.{word}" if package else word
        elif before == "rpc" and depth == 1 and service:
            if len(service) + len(word) > LONGEST:
                yield Problem(path, line, f"a name with more than {LONGEST:,} characters is not read")
            else:
                yield ServedOperation("GRPC", f"/{service}/{word}", "", path, line, service)
        before = word
