"""Customers, and who may see them."""
