"""How a command gets at the wallet: what it asks for, secrets, opening, and where exports go."""
