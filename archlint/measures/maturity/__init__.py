"""Maturity: what a run found out in, the state of every criterion with its proof out."""
