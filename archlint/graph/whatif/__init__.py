"""What the graph would be if the code had changed: a System and a Move in, another System out. No code is touched."""
