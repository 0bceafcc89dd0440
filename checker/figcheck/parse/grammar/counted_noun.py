"""The noun right after a number: whether it can be one for people, where no lexicon knows it.

"12 cows" and "300 kuollutta" are not taken for people. In English an unknown noun counts people if it is a name ("300 Rohingya")
or ends like a word for persons ("12 anglers"). Another language has to be named by the ledger, or by a word that it knows.
"""

from __future__ import annotations

from collections.abc import Sequence

from figcheck.parse.grammar.reading import Reading
from figcheck.parse.unreadable import Unreadable
from figcheck.parse.words.lexicon import Lexicon
from figcheck.parse.words.tokens import WORD, Token


def refuse_unknown_noun(
    reading: Reading, lex: Lexicon, tokens: Sequence[Token], text: str, lang_is_named: bool
) -> None:
    """Raises Unreadable where a figure counts by an unknown noun alone and nothing says that it is one for people."""
    if reading.unknown_noun is None:
        return
    start, end = reading.unknown_noun
    if lex.person_endings:
        known = any(_is_person(lex, token, text) for token in tokens[start:end])
    else:
        known = lang_is_named or any(t.kind == WORD and t.key in lex.morphemes.whole for t in tokens)
    if known:
        return
    words = text[tokens[start].start : tokens[end - 1].end]
    raise Unreadable(
        f'"{words}" is in no {lex.language} lexicon, and figcheck cannot say whether it counts people',
        "if it does, give the number alone, name the language in `lang`, or add the word to a lexicon of your own "
        "(docs/lexicons.md)",
        start,
    )


def _is_person(lex: Lexicon, token: Token, text: str) -> bool:
    """Whether a word is a name, or ends like one for persons."""
    name = lex.capitals_are_names and text[token.start].isupper() and not text.isupper()
    return name or (len(token.key) > 4 and token.key.endswith(lex.person_endings))
