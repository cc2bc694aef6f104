"""Bills, why they differ, and how to pay them."""
