"""Readers, from the membership service."""

READERS: dict[str, str] = {}


def name_of(reader: str) -> str:
    return READERS.get(reader, reader)
