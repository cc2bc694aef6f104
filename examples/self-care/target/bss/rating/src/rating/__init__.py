"""Rating: the system of record for what usage costs."""
