"""What changed between two analyses, as text, Markdown and JSON."""
