"""One figure from one text, whatever the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from figcheck.model.figure import Figure, Part
from figcheck.parse.cached_shapes import ShapeCache
from figcheck.parse.cell.marks import marks_in, with_marks, without_marks
from figcheck.parse.cell.no_figure import DOUBT, PERHAPS, is_perhaps_no_figure, kind_of_no_figure, no_figure
from figcheck.parse.cell.slips import slip_in
from figcheck.parse.detect_language import detect
from figcheck.parse.grammar.counted_noun import refuse_unknown_noun
from figcheck.parse.grammar.grammar import read_tokens
from figcheck.parse.grammar.reading import End, Reading
from figcheck.parse.other_languages import DO_INSTEAD, not_read_yet, rather_is, seems_to_be, written_in
from figcheck.parse.ranges.hedges import WinningQualifier
from figcheck.parse.ranges.meaning import figure_of
from figcheck.parse.ranges.ranges import bounds_of
from figcheck.parse.ranges.values import shown_number
from figcheck.parse.ranges.why_this_range import explain_range
from figcheck.parse.ranges.widths import trailing_zeros
from figcheck.parse.unreadable import Unreadable
from figcheck.parse.words.lexicon import Lexicon
from figcheck.parse.words.load_lexicon import languages, lexicon
from figcheck.parse.words.near_words import near_words
from figcheck.parse.words.tokens import WORD, Token, tokenize

LONGEST = 500
"""Characters of the longest text taken for a figure; a figure is a phrase and not a page."""

_SHAPE_CACHE = ShapeCache()
_BARE_NUMBER = Reading(End())
_PLAIN = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}|[0-9]{1,15}")


def forget_readings() -> None:
    """Drops all readings that were kept, because other words are in force from now on."""
    _SHAPE_CACHE.forget()


def parse_figure(text: object, lang: str | None = None, rounds: bool = True) -> Figure:
    """What a figure's words say, or an unreadable Figure whose `error` says what stopped it and `mend` what to do.

    `lang` is the language of the words ("en", "en-GB"); None lets script and words decide, and then `Figure.doubt` says where
    another language reads the same words otherwise. `rounds=False` is for an origin declared never
    to round: its bare round numbers are counts. Never raises for any text. The ranges are those of docs/lexicons.md.

    >>> figure = parse_figure("more than 27,000")
    >>> figure.qualifier, figure.low, figure.high, figure.implied_high
    ('more_than', 27001, None, 27999)
    """
    if not isinstance(text, str):
        return Figure(figure="" if text is None else str(text), error="the figure is not a text", mend="give a figure")
    plain = text.strip()
    if _PLAIN.fullmatch(plain) and (lang is None or lang.startswith("en") or "," not in plain):
        return _plain_digits(text, plain, lang, rounds)
    figure, key = _SHAPE_CACHE.read(text, lang, rounds)
    return figure if figure is not None else read_in_full(text, lang, rounds, key)


def read_in_full(
    text: str, lang: str | None = None, rounds: bool = True, key: tuple[str | None, str] | None = None
) -> Figure:
    """As `parse_figure`, from the words alone and without any reading that was kept; `key` is where this one may be kept."""
    try:
        return _from_words(text, lang, rounds, key)
    except Unreadable as stop:
        return Figure(
            figure=text,
            error=stop.why,
            mend=stop.mend,
            stopped=stop.at,
            nearest=stop.nearest,
            impossible=stop.impossible,
            no_figure=stop.no_figure,
        )


def _plain_digits(text: str, plain: str, lang: str | None, rounds: bool) -> Figure:
    n = int(plain.replace(",", ""))
    bounds = bounds_of("exact", n, rounds=rounds)
    start = text.index(plain)
    return Figure(
        text, "exact", n, *bounds, unit="people",
        digits=max(len(str(n)) - trailing_zeros(n), 1),
        why=explain_range(WinningQualifier("exact"), n, bounds, _BARE_NUMBER, rounds=rounds),
        parts=(Part(start, start + len(plain), "number", f"{n:,}"),), lang=_code(lang),
    )  # fmt: skip


def _code(lang: str | None) -> str | None:
    """The language that digits alone were read in: the one asked for, if there is a lexicon for it."""
    found = None if lang is None else lexicon(lang)
    return None if found is None else found.code


def _from_words(text: str, lang: str | None, rounds: bool, key: tuple[str | None, str] | None) -> Figure:
    """A figure read in full; `key` is where the plan of its shape may be kept."""
    kind = kind_of_no_figure(text, None if lang is None else lexicon(lang))
    if kind is not None:
        raise no_figure(text, kind)
    if len(text) > LONGEST:
        raise Unreadable(
            f'the figure is {len(text):,} characters long ("{text[:40]}…")', f"give the figure alone, at most {LONGEST}"
        )
    marks = marks_in(text)
    if marks:
        return with_marks(_from_words(without_marks(text, marks), lang, rounds, None), text, marks)
    slip = slip_in(text)
    if slip is not None:
        raise slip
    readings: dict[str, Reading] = {}

    def read(lex: Lexicon, tokens: Sequence[Token]) -> Figure:
        readings[lex.code] = reading = read_tokens(lex, tokens, text)
        refuse_unknown_noun(reading, lex, tokens, text, lang is not None)
        return figure_of(reading, lex, text, tokens, rounds)

    figure, stop, doubt, by_words = None, None, None, True
    if lang is None:
        lex, tokens, figure, stop, doubt, by_words = detect(text, read)
        if figure is not None and lex.code != "en":
            _refuse_another_language(lex, tokens, text)
    else:
        lex = _lexicon_for(lang, text)
        tokens = lex.tokens(text)
        try:
            figure = read(lex, tokens)
        except Unreadable as stopped:
            stop = stopped
    if figure is not None:
        code = lex.code if any(map(str.isalpha, text)) else _code(lang)
        doubt = doubt or _mark_doubt(lex, text, figure, rounds) or _unit_doubt(lex, text, figure, rounds)
        if is_perhaps_no_figure(text):
            figure = replace(figure, low_hard=False, high_hard=False, no_figure=PERHAPS, doubt=DOUBT)
        if doubt is not None or code != figure.lang:
            figure = replace(figure, lang=code, doubt=doubt or figure.doubt)
        if key is not None and by_words and figure.doubt is None:
            _SHAPE_CACHE.keep(key, code, readings[lex.code], lex, tokens, text)
        return figure
    assert stop is not None
    stop = _explained(stop, lex, tokens, text)
    if stop.at is not None:  # from here on in characters of the text
        stop.at = tokens[stop.at[0]].start, tokens[min(stop.at[1], len(tokens)) - 1].end
    raise stop


def _refuse_another_language(lex: Lexicon, tokens: Sequence[Token], text: str) -> None:
    """Raises Unreadable where a language that figcheck does not read has more of the words than the one that was found."""
    words = {token.key for token in tokens if token.kind == WORD}
    known = sum(lex.morphemes.knows(word) for word in words)
    if known == len(words) or lex.segments is not None:
        return
    language = rather_is(text, known)
    if language is not None:
        raise not_read_yet(text, language, None)


def _mark_doubt(lex: Lexicon, text: str, figure: Figure, rounds: bool) -> str | None:
    """What the figure would be in a country of the language that has another decimal mark ("1.234 millones"), or None."""
    if not lex.decimal_elsewhere or not any(mark in text for mark in ".,"):
        return None
    elsewhere = replace(lex, decimal=lex.decimal_elsewhere)
    tokens = lex.tokens(text)
    try:
        other = figure_of(read_tokens(elsewhere, tokens, text), elsewhere, text, tokens, rounds)
    except Unreadable:
        return None
    if (other.value, other.low, other.high) == (figure.value, figure.low, figure.high):
        return None
    return (
        f"read as {shown_number(figure.low if figure.value is None else figure.value)}; where the decimal mark is "
        f"{'a point' if '.' in lex.decimal_elsewhere else 'a comma'} it is "
        f"{shown_number(other.low if other.value is None else other.value)}"
    )


def _unit_doubt(lex: Lexicon, text: str, figure: Figure, rounds: bool) -> str | None:
    """What the figure would be if its last digit counted the next smaller unit ("2만5", spoken for 25,000), or None."""
    if lex.short_of_units is None or figure.value is None:
        return None
    elsewhere = replace(lex, segments=lex.short_of_units)
    tokens = elsewhere.tokens(text)
    try:
        other = figure_of(read_tokens(elsewhere, tokens, text), elsewhere, text, tokens, rounds)
    except Unreadable:
        return None
    if other.value in (None, figure.value):
        return None
    return f"read as {shown_number(figure.value)}; where the last unit is left out it is {shown_number(other.value)}"


def _lexicon_for(lang: str, text: str) -> Lexicon:
    found = lexicon(lang)
    if found is None and not any(token.kind == WORD for token in tokenize(text)):
        found = lexicon("en")  # digits and signs are the same everywhere
    if found is None:
        raise Unreadable(
            f'there is no lexicon for the language "{lang}" (there are: {", ".join(languages())})',
            DO_INSTEAD,
        )
    return found


def _explained(stop: Unreadable, lex: Lexicon, tokens: Sequence[Token], text: str) -> Unreadable:
    """The reason, with the language that the words seem to be in, or else with a known word near to the unknown one."""
    language = written_in(text)
    if language is None and stop.word is not None:
        known = sum(lex.morphemes.knows(word) for word in {token.key for token in tokens if token.kind == WORD})
        language = rather_is(text, known) if known else seems_to_be(text)
    if language is not None:
        return not_read_yet(text, language, stop.at)
    return stop if stop.word is None else _with_nearest(stop, lex, tokens, text)


def _with_nearest(stop: Unreadable, lex: Lexicon, tokens: Sequence[Token], text: str) -> Unreadable:
    """The same reason, with a known word near to the one that stopped the reading: one that the figure reads with."""
    assert stop.word is not None
    token = tokens[stop.word]
    word = text[token.start : token.end]
    for candidate in near_words(token.key, lex.vocabulary):
        mended = text[: token.start] + candidate + text[token.end :]
        try:
            again = lex.tokens(mended)
            refuse_unknown_noun(read_tokens(lex, again, mended), lex, again, mended, True)
        except Unreadable:
            continue
        found = Unreadable(
            f'"{word}" is in no {lex.language} lexicon (nearest: "{candidate}")',
            f'if "{mended.strip()}" is meant, correct the cell; '
            "else add the phrase to a lexicon of your own (docs/lexicons.md)",
            at=stop.at,
        )
        found.nearest = mended.strip()
        return found
    return stop
