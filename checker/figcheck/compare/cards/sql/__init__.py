"""What SQL a rule card may hold: one SELECT over known tables, by a whitelist. `subset.check_query` is the door."""
