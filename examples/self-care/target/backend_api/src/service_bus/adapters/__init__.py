"""One file per system: its language in, TM Forum out."""
