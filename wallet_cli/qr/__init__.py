"""Drawing and reading QR codes."""
