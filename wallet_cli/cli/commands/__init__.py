"""The commands, by what they are about: each module describes one and runs it."""
