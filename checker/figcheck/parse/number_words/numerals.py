"""The number at a place in a figure: digits or words, with its scale, or a fraction ("2.3 million", "half a dozen", "3/4").

What is not whole people is for the meaning to judge.
"""

from __future__ import annotations

from collections.abc import Sequence

from figcheck.parse.number_words.cardinals import Numeral, and_a_half, and_a_half_of_it, cardinal, scale_at, scaled
from figcheck.parse.number_words.digits import int_of, significant
from figcheck.parse.unreadable import Unreadable
from figcheck.parse.words.lexicon import Lexicon
from figcheck.parse.words.tokens import NUMBER, WORD, Token

LARGEST = 10**15
"""Far above all people who ever lived; keeps counts inside the table's 64 bits."""


def numeral(
    lex: Lexicon, tokens: Sequence[Token], start: int, text: str, ands: bool = True, hedged: bool = False
) -> Numeral | None:
    """The number that begins at a token, or None when none does.

    `ands=False` keeps "and" for joining the ends of a range; `hedged`: a hedge stands before it (see `cardinal`). Raises
    Unreadable for digits that no reader could place.
    """
    token = tokens[start]
    if token.kind == NUMBER:
        try:
            found = _from_digits(lex, tokens, start, text, ands)
        except Unreadable as stop:
            stop.at = stop.at or (start, start + 1)
            raise
    elif token.key in lex.number_words or (hedged and token.key in lex.hedged_scales):
        found = _from_words(lex, tokens, start, ands, hedged)
    else:
        return None
    if found is not None and found.top > LARGEST * found.bottom:
        raise Unreadable(
            f'"{text[token.start : tokens[found.end - 1].end]}" is more people than ever lived', "correct the number"
        )
    return found


def _from_digits(lex: Lexicon, tokens: Sequence[Token], start: int, text: str, ands: bool) -> Numeral | None:
    token, after = tokens[start], start + 1
    following = tokens[after] if after < len(tokens) else None
    share = start > 0 and tokens[start - 1].key in lex.percent  # "%12,5"
    top, bottom, _ = int_of(token.key, share or takes_decimals(lex, following), lex.decimal)
    digits = significant(top, bottom)
    if following is None:
        return Numeral(top, bottom, after, digits)
    if following.kind == WORD and following.before != " ":
        if following.key in lex.ordinal_endings:
            raise Unreadable(f'"{text[token.start : following.end]}" is an ordinal', "give a number of people")
        if following.key in lex.plural_endings:
            return Numeral(top, bottom, after + 1, digits, plural=True)
    if following.key == "/" and after + 1 < len(tokens) and tokens[after + 1].kind == NUMBER and bottom == 1:
        decimals = _slashed_decimals(lex, tokens, start, top)
        if decimals is not None:
            return decimals
        return _slashed(tokens, start, top)
    slashed = after + 2 < len(tokens) and tokens[after + 1].key == "/" and tokens[after + 2].kind == NUMBER
    if following.kind == NUMBER and slashed and bottom == 1:
        part = _slashed(tokens, after, int_of(following.key, False, lex.decimal)[0])
        top, bottom, after = top * part.bottom + part.top, part.bottom, part.end
    elif following.key in lex.fraction_signs:
        over, under = lex.fraction_signs[following.key]
        top, bottom, after = top * under + over, bottom * under, after + 1
    else:
        after, top, bottom = and_a_half(lex, tokens, after, top, bottom, 1)
    number = scaled(lex, tokens, after, top, bottom, digits, from_digits=True)
    if number.scales:
        number = _with_groups(lex, tokens, and_a_half_of_it(lex, tokens, number), ands)
        return _share_of(lex, tokens, number) or number
    return _share_of(lex, tokens, number) or _share_whole_first(lex, tokens, number) or number


def _with_groups(lex: Lexicon, tokens: Sequence[Token], number: Numeral, ands: bool) -> Numeral:
    """A number in words and digits by turns, as some languages print it: "15 bin 200", "bin 334", "مليون و٥٠٠ ألف"."""
    while lex.groups_in_digits and number.scales and number.bottom == 1:
        i = number.end
        point = tokens[i - 1].key in lex.abbreviations
        if i < len(tokens) and tokens[i].start > tokens[i - 1].end + 1 + point:
            break  # a comma: "2 million, 300 thousand of them children"
        if i < len(tokens) and tokens[i].key in lex.ands:
            i = i + 1 if ands and lex.and_between != {"tens and units"} else len(tokens)
        group = _group(lex, tokens, i, number.scales[-1]) if i < len(tokens) else None
        if group is None or _is_time(lex, tokens, group.end):
            break
        top = number.top + group.top
        number = Numeral(top, 1, group.end, significant(top, 1), group.scales)
    return number


def _group(lex: Lexicon, tokens: Sequence[Token], i: int, room: int) -> Numeral | None:
    """What goes on with a number whose last scale is `room`; None for what begins another number."""
    token = tokens[i]
    if token.kind == NUMBER:
        top, bottom, bare = int_of(token.key, False, lex.decimal)
        group = scaled(lex, tokens, i + 1, top, bottom, 1, from_digits=True)
        if bare and room > 1000 and not group.scales:
            return None  # "2 million 300", 300 thousand perhaps
    elif token.key in lex.cardinals or token.key in lex.scales or token.key in lex.phrase_heads:
        found = cardinal(lex, tokens, i, ands=True)
        if found is None:
            return None
        group = found
    else:
        return None
    return group if group.bottom == 1 and 0 < group.top < room else None


def _share_whole_first(lex: Lexicon, tokens: Sequence[Token], whole: Numeral) -> Numeral | None:
    """A share whose whole is named first, as in "10 kişiden 3'ü", or None."""
    found = lex.whole_first.longest(tokens, whole.end)
    if found is None or found[1] >= len(tokens) or whole.bottom != 1 or whole.top > 1000:
        return None
    part = _whole_of(lex, tokens, found[1])
    if part is None or not 0 < part.top < whole.top or _is_time(lex, tokens, part.end):
        return None
    return Numeral(part.top, whole.top, part.end, part.digits, part=True)


def takes_decimals(lex: Lexicon, following: Token | None) -> bool:
    """Whether the word after a run of digits makes a decimal mark in it likely: a scale or percent."""
    if following is None:
        return False
    key = following.key
    return key in lex.scales or key in lex.abbreviations or key in lex.plural_scales or key in lex.percent


def _slashed_decimals(lex: Lexicon, tokens: Sequence[Token], start: int, top: int) -> Numeral | None:
    """A number with a slash as its decimal mark, where the language prints one: "۲/۵ میلیون" is 2.5 million; else None.

    Only a scale or percent after it tells it from a share ("۳/۴").
    """
    rest = tokens[start + 2].key
    following = tokens[start + 3] if start + 3 < len(tokens) else None
    if "/" not in lex.decimal or not rest.isdigit() or not takes_decimals(lex, following):
        return None
    bottom = 10 ** len(rest)
    top = top * bottom + int(rest)
    return scaled(lex, tokens, start + 3, top, bottom, significant(top, bottom), from_digits=True)


def _slashed(tokens: Sequence[Token], start: int, top: int) -> Numeral:
    """ "3/4": digits, a slash, digits."""
    bottom = int_of(tokens[start + 2].key, False)[0]
    said = f'"{tokens[start].key}/{tokens[start + 2].key}"'
    if not 0 < top < bottom or bottom > 1000:
        raise Unreadable(f"{said} is not a fraction of people", "give one number a figure")
    if (bottom > 10 and bottom % 10) or (bottom == top + 1 > 5 and bottom < 10):
        raise Unreadable(
            f"{said} may be a share, or one number or the other",
            f"write `{top} of {bottom}` for a share, `{top} or {bottom}` for two numbers",
        )
    return Numeral(top, bottom, start + 3, len(str(top)), part=True)


def _share_of(lex: Lexicon, tokens: Sequence[Token], number: Numeral) -> Numeral | None:
    """ "three out of four", "one in five", "14 of 45" as a fraction, or None."""
    if number.bottom != 1:
        return None
    found = lex.out_of.longest(tokens, number.end)
    if found is not None:
        after = found[1]
    elif number.end < len(tokens) and tokens[number.end].key in lex.of:
        after = number.end + 1
    else:
        return None
    whole = _whole_of(lex, tokens, after)
    if whole is None or not 0 < number.top < whole.top or _is_time(lex, tokens, whole.end):
        return None
    return Numeral(number.top, whole.top, whole.end, number.digits, part=True)


def _whole_of(lex: Lexicon, tokens: Sequence[Token], i: int) -> Numeral | None:
    """What a share is a share of; None for anything but a whole number, and for a year ("500 in 2014")."""
    if i >= len(tokens):
        return None
    if tokens[i].kind == NUMBER:
        whole, bottom, bare = int_of(tokens[i].key, False, lex.decimal)
        is_year = bare and 1900 <= whole <= 2100
        return None if bottom != 1 or is_year else scaled(lex, tokens, i + 1, whole, 1, 1, from_digits=True)
    if tokens[i].key in lex.cardinals or tokens[i].key in lex.scales:
        return cardinal(lex, tokens, i, ands=True)
    return None


def _is_time(lex: Lexicon, tokens: Sequence[Token], i: int) -> bool:
    return i < len(tokens) and tokens[i].key in lex.times


def _from_words(lex: Lexicon, tokens: Sequence[Token], start: int, ands: bool, hedged: bool) -> Numeral | None:
    """A number in words: a fraction, or a cardinal with what may follow it."""
    key, i = tokens[start].key, start
    if key in lex.fraction_signs:
        return _part_of(lex, tokens, start + 1, *lex.fraction_signs[key], article=False)
    if key in lex.articles:
        i += 1
        if i >= len(tokens):
            return None
        key = tokens[i].key
        if key not in lex.scales and key not in lex.halves and key not in lex.parts:
            return None
    if key in lex.halves:
        return _part_of(lex, tokens, i + 1, 1, 2, article=False)
    if key in lex.parts:
        if i == start and key not in lex.never_ordinal:
            return None
        return _part_of(lex, tokens, i + 1, 1, lex.parts[key], article=key not in lex.never_ordinal)
    mixed = lex.mixed_phrases.longest(tokens, i)
    if mixed is not None:
        top, bottom = mixed[0].detail
        return scaled(lex, tokens, mixed[1], top, bottom, len(str(top)))
    if key in lex.mixed:
        top, bottom = lex.mixed[key]
        return scaled(lex, tokens, i + 1, top, bottom, len(str(top)))
    number = cardinal(lex, tokens, i, ands, hedged)
    if number is None:
        return None
    if number.end < len(tokens):
        following = tokens[number.end]
        if not number.scales:
            if following.key in lex.parts and 0 < number.top < lex.parts[following.key]:
                # where "one" is also the article, "un quinto herido" is the fifth to be hurt
                ordinal = number.top == 1 and not lex.articles and following.key in lex.ordinals
                return _part_of(lex, tokens, number.end + 1, number.top, lex.parts[following.key], article=ordinal)
            if following.key in lex.halves and number.top == 1:
                return _part_of(lex, tokens, number.end + 1, 1, 2, article=False)
            end, top, bottom = and_a_half(lex, tokens, number.end, number.top, 1, 1)
            if end != number.end:
                return scaled(lex, tokens, end, top, bottom, number.digits + 1)
            if following.key in lex.points:
                return _spoken_decimals(lex, tokens, number)
        else:
            number = _with_groups(lex, tokens, and_a_half_of_it(lex, tokens, number), ands)
        return _share_of(lex, tokens, number) or _share_whole_first(lex, tokens, number) or number
    return _with_groups(lex, tokens, number, ands)


def _part_of(lex: Lexicon, tokens: Sequence[Token], i: int, top: int, bottom: int, *, article: bool) -> Numeral | None:
    """A fraction of one, or of the scale after it ("half a million", "three-quarters of a million").

    `article`: it was named as "a third", which before a noun is an ordinal.
    """
    j = i
    if j < len(tokens) and tokens[j].key in lex.of:
        j += 1
    if j < len(tokens) and tokens[j].key in lex.articles:
        j += 1
    if scale_at(lex, tokens, j, False) is not None:
        number = scaled(lex, tokens, j, top, bottom, len(str(top)))
        if number.whole() is None:
            raise Unreadable(
                f"a {tokens[i - 1].key} of a {tokens[number.end - 1].key} is no whole number",
                "give the number in digits",
            )
        return number._replace(scales=(), digits=significant(number.top // number.bottom, 1))
    following = tokens[i] if i < len(tokens) else None
    if article and following is not None and following.kind == WORD and following.key not in lex.of:
        found = lex.after.longest(tokens, i)
        goes_on = found is not None and found[0].role in ("link", "context", "qualifier")
        if not goes_on and lex.joins.longest(tokens, i) is None:
            return None
    return Numeral(top, bottom, i, len(str(top)), part=True)


def _spoken_decimals(lex: Lexicon, tokens: Sequence[Token], number: Numeral) -> Numeral:
    """ "one point five million"."""
    i, top, bottom = number.end + 1, number.top, 1
    while i < len(tokens) and lex.cardinals.get(tokens[i].key, 10) < 10 and bottom < 10**6:
        top, bottom, i = top * 10 + lex.cardinals[tokens[i].key], bottom * 10, i + 1
    return number if bottom == 1 else scaled(lex, tokens, i, top, bottom, significant(top, bottom))
