"""A rule that only a web request can ask."""

from flask import request


def discount() -> float:
    return 0.1 if int(request.args.get("orders", 0)) > 10 else 0.0
