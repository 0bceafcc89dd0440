"""Commands over texts that people write."""
