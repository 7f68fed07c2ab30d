"""The commands of the `lilo` command line, one module each."""
