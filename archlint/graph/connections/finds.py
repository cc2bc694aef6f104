"""What discovery hands over: where a rule applies, and the calls of the project that lead there."""

from typing import NamedTuple

from archlint.model.api_rules import ApiRule
from archlint.model.sketch import Expression, Invocation

CONSTRUCTORS = ("__init__", "constructor", "<init>")


class CallSite(NamedTuple):
    """A call of a function of the project that leads to a Find."""

    module: str
    scope: int
    invocation: Invocation
    function: tuple[str, int]


class Find(NamedTuple):
    """`scope` of `module` holds the call or carries the mark. `within` are the calls around it, outermost first;
    `callers` lead to it, outermost first.
    """

    rule: ApiRule
    verb: str
    module: str
    scope: int
    expression: Expression | None
    line: int
    is_mark: bool = False
    within: tuple[Invocation, ...] = ()
    target: str = ""
    callers: tuple[CallSite, ...] = ()
    service: str = ""
    operation: str = ""
    heir: tuple[str, int] | None = None
    """Of a mark in a class that only others are made of: one of these, which has it for its own."""
    at: tuple[str, int, int] | None = None
    """Where that class has it: module, scope and line."""

    @property
    def place(self) -> tuple[str, int, int]:
        """Module, scope and line of what is to blame: the outermost caller, else the call itself."""
        if self.callers:
            site = self.callers[0]
            return site.module, site.scope, site.invocation.line
        return self.at or (self.module, self.scope, self.line)
