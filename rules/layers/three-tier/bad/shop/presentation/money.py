"""How pages show amounts."""


def euros(cents: int) -> str:
    return f"{cents / 100:.2f} €"
