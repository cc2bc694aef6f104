"""Requests that code may answer which is not read: connections and the languages of such code in, what is known for certain
out.
"""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from archlint.model.connections import Connections, Request


def with_unread_code(found: Connections, unread: Callable[[], Sequence[str]]) -> Connections:
    """The same, without calling requests of a component wrong of which nobody answers a single one, if there is code in another
    language that may. `unread` names these languages; it is asked only where such requests are.
    """
    answered = {one.component for one in found.requests if one.status in ("linked", "ambiguous")}
    lost = [one for one in found.requests if _is_lost(one) and one.component not in answered]
    languages = unread() if lost else ()
    if not languages:
        return found
    why = f"code in {' and '.join(languages)} may answer there, which is not read"
    unsure = set(map(id, lost))
    requests = (replace(one, status="unresolved", why=why) if id(one) in unsure else one for one in found.requests)
    return replace(found, requests=tuple(requests))


def _is_lost(one: Request) -> bool:
    return one.status == "dangling" and (not one.host or one.host.startswith("{"))
