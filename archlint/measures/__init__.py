"""Numbers over the graph: a System in, measures of it out. Pure, and the same whatever the order of files."""
