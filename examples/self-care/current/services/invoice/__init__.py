"""Invoices for the channels."""
