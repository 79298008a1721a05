"""Files packed into others: what a ZIP holds, and one member's bytes, within limits that hold whatever it claims."""
