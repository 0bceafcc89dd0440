"""Claims that cannot all be true: ranges that share no value, totals that fall, and who is accused."""
