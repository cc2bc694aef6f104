"""TypeScript, JavaScript, JSX and Vue: `extract.py` turns bytes into facts, `resolver.py` turns references into targets."""
