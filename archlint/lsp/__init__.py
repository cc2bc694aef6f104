"""The door for editors: documents over the Language Server Protocol in, diagnostics, hovers and code actions out."""
