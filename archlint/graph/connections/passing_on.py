"""How a gateway that is written in code passes requests on: the call that makes its route in; whom it asks, and what it does to
the path before, out.
"""

from typing import NamedTuple

from archlint.graph.connections.addresses import Address, Settings, address, texts, written
from archlint.graph.connections.rule_calls import Call
from archlint.graph.connections.selecting import select
from archlint.graph.values.evaluation import Evaluator
from archlint.model.api_rules import ApiRule, Selectors

_WHOLE = "(.*)"


class PassedOn(NamedTuple):
    """`targets` are asked; `strip` segments are taken off, the pattern of a pair in `rewrite` is replaced by its other half,
    `prefix` is put before. As many as `loose` segments may be gone before that: what is mounted at a path is handed the
    rest of it, or all.
    """

    targets: tuple[Address, ...] = ()
    strip: int = 0
    prefix: str = ""
    rewrite: tuple[str, ...] = ()
    loose: int = 0


def passed_on(evaluator: Evaluator, call: Call, rule: ApiRule, module: str, settings: Settings) -> PassedOn:
    """What a call says of a gateway's route."""

    def said(selectors: Selectors) -> str:
        value = select(evaluator, call, selectors) if selectors else None
        found = texts(value, module, settings) if value is not None else ()
        return written(found[0]) if found else ""

    to = select(evaluator, call, rule.target)
    targets = tuple(_hosted(address(one)) for one in texts(to, module, settings)) if to is not None else ()
    strip, pattern, instead = said(rule.strip), said(rule.rewrite), said(rule.send_to)
    rewrite = (pattern, said(rule.rewrite_to)) if pattern else (_WHOLE, instead) if instead else ()
    return PassedOn(targets, int(strip) if strip.isdigit() else 0, said(rule.put_before), rewrite)


def _hosted(one: Address) -> Address:
    """An address by the name of a service alone, which a load balancer finds: `lb("bills")`."""
    host, slash, path = one.path.partition("/")
    return one if one.host or not host else one._replace(host=host, path=slash + path, is_absolute=True)
