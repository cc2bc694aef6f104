"""One file per format: a pure `render(Analysis, ...) -> str`."""
