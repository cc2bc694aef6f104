"""Drawn formats: an Analysis becomes one Picture, and a Picture text for Graphviz, Mermaid, PlantUML, D2 and others."""
