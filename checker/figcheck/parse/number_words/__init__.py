"""Numbers in digits and in words."""
