"""Usage records and their summary."""
