"""Commands that change what was recorded, or take it back."""
