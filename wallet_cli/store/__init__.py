"""The only code that knows SQLCipher and the files of a vault."""
