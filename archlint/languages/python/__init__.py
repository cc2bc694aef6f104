"""Python: the bytes of `.py` and `.pyi` files in, facts and resolved imports out."""
