"""The command line: argv in, text and an exit code out. One file per command, no logic."""
