"""Tools of the house: what developers of archlint run, and users never do."""
