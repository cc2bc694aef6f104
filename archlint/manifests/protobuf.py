"""Files of Protocol Buffers in, the operations of the services that they declare out."""

import re
from collections.abc import Iterator

from archlint.manifests.reading import LONGEST, Problem, text_of
from archlint.model.deployment import ServedOperation

_TOKEN = re.compile(
    r'//[^\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/|\Z)|"(?:[^"\\\n]|\\.)*"?|\'(?:[^\'\\\n]|\\.)*\'?|[A-Za-z_][\w.]*|[{};]|\n'
)
_RPC = re.compile(rb"\brpc\b")
"""What stands in every file that declares an operation; most files only declare messages."""
_VERBS = frozenset({"get", "put", "post", "delete", "patch"})
_BOUND = re.compile(r"\{([\w.]+)=([^}]*)\}")
_BORROWED = "google."
"""The package of files that projects copy to import them: nobody in the project serves what they declare."""


def read_protobuf(path: str, content: bytes) -> Iterator[ServedOperation | Problem]:
    """One operation for each `rpc`; its path is the one it is called by, `/package.Service/Method`. One more for each path of
    HTTP that its options give it, with that as its handler.
    """
    return _Reading(path).read(text_of(content)) if _RPC.search(content) else iter(())


class _Reading:
    """One reading of one file. `verb` is that of an option about HTTP whose path comes next."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._depth = 0
        self._package = self._service = self._method = self._verb = ""
        self._is_http = False

    def read(self, text: str) -> Iterator[ServedOperation | Problem]:
        line, before = 1, ""
        for found in _TOKEN.finditer(text):
            word = found[0]
            if word[0] in "\"'" and self._verb:
                yield from self._over_http(line, word[1:-1])
                self._verb = ""
            if word[0] in "/\"'\n":
                line += word.count("\n")
                continue
            if before == "rpc" and self._depth == 1 and self._service:
                yield self._called(line, word)
            else:
                self._take(word, before)
            before = word

    def _take(self, word: str, before: str) -> None:
        if word == "{":
            self._depth += 1
        elif word == "}":
            self._depth = max(self._depth - 1, 0)
            self._service = self._service if self._depth else ""
        elif word == "google.api.http":
            self._is_http = bool(self._method) and not self._service.startswith(_BORROWED)
        elif word == ";" and self._depth <= 2:
            self._is_http = False
        elif word in _VERBS and self._is_http:
            self._verb = word
        elif before == "package" and not self._depth:
            self._package = word
        elif before == "service" and not self._depth:
            self._service = f"{self._package}.{word}" if self._package else word

    def _called(self, line: int, name: str) -> ServedOperation | Problem:
        self._method, self._is_http = name, False
        if len(self._service) + len(name) > LONGEST:
            return Problem(self._path, line, f"a name with more than {LONGEST:,} characters is not read")
        return ServedOperation("GRPC", f"/{self._service}/{name}", "", self._path, line, self._service)

    def _over_http(self, line: int, path: str) -> Iterator[ServedOperation | Problem]:
        """The path of an option; `{name=shelves/*}` has its own segments."""
        if len(path) + len(self._service) > LONGEST:
            yield Problem(self._path, line, f"a path with more than {LONGEST:,} characters is not read")
        elif path.startswith("/"):
            handler = f"handler:/{self._service}/{self._method}"
            yield ServedOperation(self._verb.upper(), _spread(path), handler, self._path, line, "gRPC gateway")


def _spread(path: str) -> str:
    """A path with the segments of its parameters: `/v1/{name=shelves/*}` is `/v1/shelves/{name}`."""
    return _BOUND.sub(lambda bound: re.sub(r"(?<!\*)\*(?!\*)", f"{{{bound[1]}}}", bound[2]), path)
