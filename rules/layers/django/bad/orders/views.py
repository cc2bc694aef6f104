"""Pages about orders."""


def confirmation(number: int) -> str:
    return f"Thank you for order {number}."
