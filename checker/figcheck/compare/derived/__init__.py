"""Tables that are worked out from the claims for the rule cards: sums, daily numbers, shares, jumps, slips of digits."""
