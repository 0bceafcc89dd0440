"""Rule cards: pages in Markdown, each read, checked and kept as one rule."""
