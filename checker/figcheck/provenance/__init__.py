"""Where a figure came from: archived copies (`copies`) and chains of citation (`trail`)."""
