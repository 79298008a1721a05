"""The journal, what it holds, and what is projected from it."""
