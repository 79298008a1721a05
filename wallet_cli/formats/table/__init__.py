"""Tables of bookings: what their columns mean, how they write dates and amounts, and their rows."""
