"""The declaration: archlint.toml and packs in, one frozen, validated Rulebook out."""
