"""What the names of calls say about whom they are made on: names and anatomies in, names out."""

import re
from collections.abc import Set as AbstractSet

from archlint.measures.giving import kept_names
from archlint.model.facts import Anatomy, Call

PIECES = re.compile(r"[./]+")
_ADDRESS = re.compile(r"(?:\{\})?/[\w{]|https?://")


def as_kept(anatomy: Anatomy) -> list[str]:
    """What a unit calls, receivers that keep what a call answers named by that call; with calls on answers."""
    kept = {
        name: origin.removeprefix("new ").rpartition(".")[2]
        for name, origin in kept_names(anatomy).items()
        if origin != "{}"
    }
    found = []
    for name in anatomy.called:
        before, _, last = name.rpartition(".")
        found.append(f"{kept[before]}.{last}" if before in kept else name)
    return [*found, *(name for name in anatomy.chained if not name.startswith("super."))]


def owner_of(name: str) -> str:
    """The class that a method is called on: `InvoiceService` of `src/billing.InvoiceService.load`; "" for none."""
    before = PIECES.split(name)[-2:-1]
    return before[0] if before and before[0][:1].isupper() else ""


def is_made(callee: str) -> bool:
    """Whether a call makes an object of a class of a library: to have a client is not yet to ask it."""
    last = callee.rpartition(".")[2]
    return last[:1].isupper() and (len(last) == 1 or not last.isupper())


def is_address(call: Call) -> bool:
    """Whether a call has an address for an argument: a path or an URL."""
    return any(argument.literal and _ADDRESS.match(argument.text) for argument in call.arguments)


def lies_on(callee: str, every: AbstractSet[str]) -> bool:
    """Whether a callee starts with one of `every`."""
    while callee:
        if callee in every:
            return True
        callee = callee.rpartition(".")[0]
    return False


def short(name: str) -> str:
    """The last two names: `InvoiceService.load` of `src/invoice.service.InvoiceService.load`."""
    return ".".join(name.rpartition("/")[2].split(".")[-2:])
