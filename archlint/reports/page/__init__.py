"""The report: an Analysis becomes one HTML file that opens from disk, asks nobody for anything and holds all its data."""
