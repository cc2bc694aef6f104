"""Hands on which channels there are; hardly anything else happens in this layer."""

CHANNELS = ("web", "partner", "retail")
