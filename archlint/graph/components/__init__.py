"""Which processes make up a system and who talks to whom: build and deployment files and source in, an Architecture out."""
