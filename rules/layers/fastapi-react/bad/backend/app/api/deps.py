"""Who is asking."""


def current_user() -> str:
    return "guest"
