"""Which claims may be compared: cells, citations, claims that are current, origins that are independent."""
