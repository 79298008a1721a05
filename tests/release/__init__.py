"""What a release is made of: the locked packages, the wheel, the list of what is inside."""
