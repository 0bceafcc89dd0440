"""Who said what, from whom, and what happened to it on the way: chains for a person, and what the exports are made of."""
