"""What the looking commands show."""
