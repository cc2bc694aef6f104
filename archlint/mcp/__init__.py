"""The door for coding agents: questions over the Model Context Protocol in, small answers out."""
