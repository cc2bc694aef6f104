"""Texts and push messages to customers."""
