"""The report as a page for editors: one HTML file that loads nothing."""
