"""The measures and queries of one graph: link, assign, ask. No I/O."""
