"""Texts of the app."""


def limit_reached(kind: str) -> str:
    return f"Oh no, your {kind} is used up!"
