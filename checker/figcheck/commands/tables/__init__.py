"""Commands on tables as figcheck reads them."""
