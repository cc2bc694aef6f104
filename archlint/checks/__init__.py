"""One file per check; catalogue.py lists them all. A check judges a System and yields findings."""
