"""Rules about what files of other programs say."""
