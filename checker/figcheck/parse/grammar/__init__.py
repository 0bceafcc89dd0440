"""How the words of a figure hang together.

In come the tokens of a figure; out comes a `Reading`: one number or two, the hedges around them, and what else was said. Start at
`grammar.py`. `before_number.py` reads what stands before a number, where every word must be known, and `after_number.py` what
stands after it, where other words are context.
"""
