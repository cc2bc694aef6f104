"""Usage as customers understand it."""
