"""What `figcheck trace --format` writes: every module here is one export, as `provenance.formats` describes it."""
