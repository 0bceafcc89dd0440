"""Figures and their hedges inside a quote."""
