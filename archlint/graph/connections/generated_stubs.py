"""Which operations of gRPC there are where only what generators made of a .proto file lies in the repository: a Program in,
operations out. They tell names, and promise nothing.
"""

import re
from collections.abc import Iterator

from archlint.graph.connections.operations import GRPC
from archlint.graph.values.program import Program
from archlint.model.deployment import ServedOperation

_GENERATED = re.compile(r"(?:_pb2_grpc\.py|_grpc_pb\.(?:js|d\.ts|ts)|Grpc\.java)\Z")
"""What generators call the files that hold stubs."""
_PATH = re.compile(rb"[\"']/?([A-Za-z_][\w.]{0,200})/([A-Za-z_]\w{0,100})[\"']")
_SERVICE = re.compile(rb"\bSERVICE_NAME\s{0,9}=\s{0,9}\"([\w.]{1,200})\"")
_METHOD = re.compile(rb"generateFullMethodName\(\s{0,40}SERVICE_NAME,\s{0,40}\"(\w{1,100})\"")
_LARGEST = 2_000_000


def operations_of(program: Program) -> Iterator[ServedOperation]:
    """The operations that generated stubs name, by the names of the files."""
    for module in program.modules:
        if _GENERATED.search(module):
            content = program.content(module)[:_LARGEST]
            service = _SERVICE.search(content)
            named = [(found[1], found[2]) for found in _PATH.finditer(content)]
            named += [(service[1], found[1]) for found in _METHOD.finditer(content)] if service is not None else []
            for of, operation in dict.fromkeys(named):
                yield ServedOperation(GRPC, f"/{of.decode()}/{operation.decode()}", operation.decode(), module, 1)
