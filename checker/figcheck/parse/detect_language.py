"""Which language a figure is in, when nobody said: its script and its words decide, and English where both fit."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import NamedTuple

from figcheck.model.figure import Figure
from figcheck.parse.ranges.values import shown_number
from figcheck.parse.unreadable import Unreadable
from figcheck.parse.words.lexicon import Lexicon
from figcheck.parse.words.load_lexicon import lexicon, scripts
from figcheck.parse.words.tokens import NUMBER, WORD, Token

Reader = Callable[[Lexicon, Sequence[Token]], Figure]
"""Reads tokens with a lexicon; raises Unreadable."""


class _Attempt(NamedTuple):
    lex: Lexicon
    strange: int
    """How many of the figure's words the lexicon does not know, and how many letters its language does not have."""
    figure: Figure | None
    stop: Unreadable | None
    tokens: Sequence[Token]


class Detected(NamedTuple):
    """What the likeliest language makes of a figure: the figure or what stopped its reading, and what others make of it.

    `by_words`: no number in it had a say in the choice of the language.
    """

    lex: Lexicon
    tokens: Sequence[Token]
    figure: Figure | None
    stop: Unreadable | None
    doubt: str | None
    by_words: bool = False


def detect(text: str, read: Reader) -> Detected:
    """The reading of a figure in the language that fits it best.

    The best is one that knows most of the words, whether it reads or refuses them ("6 Şubat", a date): what it refuses no
    other language may guess at. Of equals it is one that can be read, one in which a word of it is another number
    (`Lexicon.elsewhere`), English, one in which the words hedge the number, then the first by its code. `doubt` names another
    language that knows as many of the words and reads something else. English that is wholly known costs one reading.
    """
    names = scripts_of(text)
    english = lexicon("en")
    assert english is not None
    asked: list[str] = []
    if not names or "Latin" in names:
        first = _attempt(english, text, read)
        asked = [code for token in first.tokens if (code := english.elsewhere.get(token.key)) is not None]
        if not asked and (not first.strange or (first.figure is not None and not _known_elsewhere(first))):
            return Detected(*_best(first), None, by_words=True)
    else:
        first = None
    codes = dict.fromkeys(code for name in sorted(names) for code in scripts().get(name, ()) if code != "en")
    others = [_attempt(lex, text, read) for code in codes if (lex := lexicon(code)) is not None]
    if first is not None:
        others = [a for a in others if a.strange < first.strange + (a.lex.code in asked)]
    attempts = [*([first] if first is not None else []), *others] or [_attempt(english, text, read)]
    best = min(
        attempts,
        key=lambda a: (a.strange, a.figure is None, a.lex.code not in asked, a is not first, _is_bare(a.figure)),
    )
    return Detected(*_best(best), _doubt(best, attempts))


def _is_bare(figure: Figure | None) -> bool:
    """Whether the words leave the number as it stands: they may be a hedge in another language ("107 ou mais")."""
    return figure is None or figure.qualifier == "exact"


def _best(attempt: _Attempt) -> tuple[Lexicon, Sequence[Token], Figure | None, Unreadable | None]:
    return attempt.lex, attempt.tokens, attempt.figure, attempt.stop


def _attempt(lex: Lexicon, text: str, read: Reader) -> _Attempt:
    tokens = lex.tokens(text)
    strange = sum(
        token.kind == WORD and not _knows(lex, tokens, i) and not _is_bare_ending(lex, token)
        for i, token in enumerate(tokens)
    )
    if lex.foreign_letters:
        strange += sum(letter in lex.foreign_letters for letter in text.lower())
    try:
        return _Attempt(lex, strange, read(lex, tokens), None, tokens)
    except Unreadable as stop:
        return _Attempt(lex, strange, None, stop, tokens)


def _knows(lex: Lexicon, tokens: Sequence[Token], i: int) -> bool:
    """Whether a token is a word of a lexicon, or the ending of an ordinal in digits ("3'üncü")."""
    token = tokens[i]
    ending = i > 0 and tokens[i - 1].kind == NUMBER and token.before != " " and token.key in lex.ordinal_endings
    return ending or token.key in lex.morphemes.whole


def _is_bare_ending(lex: Lexicon, token: Token) -> bool:
    """Whether a token is one letter glued to digits: it tells nothing of the language ("1e5", "100s").

    In a language without blanks it is a word like others.
    """
    return lex.segments is None and token.before == "" and len(token.key) == 1


def _known_elsewhere(english: _Attempt) -> bool:
    """Whether a word that English passed over as context is one that another language of its script knows."""
    passed = [t.key for t in english.tokens if t.kind == WORD and t.key not in english.lex.morphemes.whole]
    for code in scripts()["Latin"]:
        lex = lexicon(code)
        if (
            lex is not None
            and lex is not english.lex
            and any(lex.morphemes.knows(word) or word in lex.ordinal_endings for word in map(lex.letters.fold, passed))
        ):
            return True
    return False


def scripts_of(text: str) -> set[str]:
    """The scripts of a text's letters ("Latin", "Arabic"); empty without letters."""
    if text.isascii():
        return {"Latin"} if any(map(str.isalpha, text)) else set()
    return {unicodedata.name(letter, "LATIN ").split(" ", 1)[0].capitalize() for letter in text if letter.isalpha()}


def _doubt(best: _Attempt, attempts: Sequence[_Attempt]) -> str | None:
    if best.figure is None:
        return None
    for other in attempts:
        if other is best or other.figure is None or other.strange > best.strange:
            continue
        if _meaning(other.figure) != _meaning(best.figure):
            return (
                f"read as {best.lex.language}, {_said(best.figure)}; in {other.lex.language} the same words are "
                f"{_said(other.figure)} (`lang` chooses)"
            )
    return None


def _meaning(figure: Figure) -> tuple[object, ...]:
    return figure.qualifier, figure.low, figure.high, figure.unit


def _said(figure: Figure) -> str:
    if figure.value is None:
        low = "" if figure.low is None else f"{figure.low:,}"
        return f"{low} … {figure.high:,}" if figure.high is not None else f"{low} or more"
    hedge = "" if figure.qualifier == "exact" else f"{(figure.qualifier or '').replace('_', ' ')} "
    return f"{hedge}{shown_number(figure.value)}"
