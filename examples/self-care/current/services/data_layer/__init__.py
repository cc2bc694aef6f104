"""What the services keep for themselves."""
