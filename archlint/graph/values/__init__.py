"""What expressions stand for, worked out over files without running anything: Sketches in, values out."""
