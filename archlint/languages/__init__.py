"""One folder per language: bytes in, FileFacts out, and a resolver that says what references mean in a project."""
