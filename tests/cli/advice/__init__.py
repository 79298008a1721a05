"""The command lines that wallet prints: marked in both languages, real ones, and followed to the letter."""
