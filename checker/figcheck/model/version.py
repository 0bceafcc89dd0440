"""Which figcheck this is; the package metadata takes it from here."""

__version__ = "0.1.0"
