"""Rating: what usage costs. Other code enters by rating.api."""
