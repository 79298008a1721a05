"""SWIFT MT940 and MT942, in."""
