"""The command line as it is typed: specs, parsing, completion, help."""
