"""The grammar of a figure: what may stand before and after its number."""
