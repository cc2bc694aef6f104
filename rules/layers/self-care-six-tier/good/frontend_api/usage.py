"""TMF677 for channels: checks who is asking, hands on to the usage service."""

from microservices.usage.overview import out_of_bundle

SESSIONS: dict[str, str] = {}


def usage_consumption(token: str) -> list[dict[str, str]]:
    customer = SESSIONS.get(token)
    if customer is None:
        raise PermissionError("log in first")
    return out_of_bundle(customer)
