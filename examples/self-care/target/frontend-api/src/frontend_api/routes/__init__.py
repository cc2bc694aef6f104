"""One file per TM Forum API."""
