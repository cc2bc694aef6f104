"""Rating, which knows what the app says."""

from channels.app.messages import limit_reached

LIMIT = 100


def rate(used: int) -> str:
    return limit_reached("data") if used > LIMIT else ""
