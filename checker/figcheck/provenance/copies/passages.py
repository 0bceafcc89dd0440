"""Where a quote stands in a text, whatever typesetting did to both; and the passage that is most like it.

What typesetting decides is folded away on both sides: white space and line breaks, quotation marks, dashes, ligatures and
other compatibility forms, soft hyphens and hyphens at line ends, upper and lower case, the signs between thousands, digits
of other scripts. What changes a number is kept: digits, decimal signs, percent, currencies, the dash of a range. Marks of
footnotes are no part of the words. Digits with a blank between them are one number only within a line, and only where they are
groups of thousands.

`text_worker.py` loads this module by its path, in the process that opens copies: it imports nothing of figcheck.
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from dataclasses import dataclass

FARTHEST = 2_000
"""Characters that an ellipsis or an insertion in a quote may stand for."""

ALIKE = 60.0
"""Likeness in percent below which no passage is shown: it would be some other sentence."""

CONTEXT = 700
"""Characters of a copy that are shown before a quote, and behind it."""

LONGEST_SHOWN = 300
_LONGEST_COMPARED = 2_000

_GAP = re.compile(r"\[[^\]\[]{0,200}\]|\([.…\s]{1,5}\)|…|\.{3,}|\.(?:\s\.){2}")
_KEPT = re.compile(
    r"[^\W_]"
    r"|[%‰$€£¥₺₪₽₴+<>=~]"
    r"|(?<=\d)[.,:/](?=\d)(?!\d{3}(?!\d))"  # not the sign before a group of three digits
    r"|(?<=\d)(?=\s?[-‐-―−]\s?\d)\s?[-‐-―−]"  # a range
)
# U+0002 and U+FFFE are how text comes out of a PDF where a line ends in a hyphen
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufffe\uffff]"
)
_SIGNS = ".,:/-"
"""Signs that a folded text keeps within numbers."""

APART = "\x1f"
"""What stands in a folded text between digits that are not of one number."""

_JOINT = re.compile(r"[ .'’٬]|,\n?")
"""What may stand between the thousands of one number: a blank or a sign, and the line end that comes after a comma."""

_FOOTNOTE = re.compile(
    "(?<![^\\w.,;:!?%)\\]”’\"'»])"
    r"\s?\[(?:\^?\d{1,3}|[a-z]{1,2}|note \d{1,3}|nb \d{1,3}|citation needed|better source needed)\](?!\()"
)
"""A mark as encyclopedias print it, behind a word or a sign: 300[3], killed.[a], 12 [note 2]."""

_RAISED = re.compile("(?<=[\\w.,;:!?%)”’\"'»])(?<!\\b[cdkm]m)(?<!\\bm)(?<!\\bft)[¹²³⁰⁴-⁹]+(?:[,\u02d2 ][¹²³⁰⁴-⁹]+)*")
"""Raised digits behind a word or a number, which are the mark of a footnote; not those of a unit, as in km²."""

MOST_PIECES = 100
"""Pieces into which the gaps of a quote may cut it; what is in more of them is not a quote."""
_BROKEN_NUMBER = re.compile(r"(?<=\d),\n(?=\d{3}(?!\d))")
_TWO_NUMBERS = re.compile(r"(?<=\d)\s*\n\s*(?=\d)")
_LINE_HYPHEN = re.compile(r"[-‐]\s*\n\s*")
_RANGE = re.compile(r"\s?[-‐-―−]")


@dataclass(frozen=True)
class Folded:
    """A text without what typesetting decides. `at[i]` is where letter i of `folded` stands in `text`."""

    text: str
    folded: str
    at: tuple[int, ...] | list[int]


@dataclass(frozen=True)
class Nearest:
    """The passage of a text that is most like a quote, and how much alike they are, in percent.

    `numbers_differ`: the two have not the same numbers. `place` is where the passage stands in the folded text.
    """

    passage: str
    alike: float
    numbers_differ: bool
    place: tuple[int, int]


def fold(text: str) -> Folded:
    """The text folded. Compatibility forms (ligatures, no-break spaces, full-width digits) are replaced in `text` too.

    >>> fold("“More than 27 000” were\\u00a0kil\\u00adled").folded
    'morethan27000werekilled'
    """
    whole = _INVISIBLE.sub("", unicodedata.normalize("NFKC", _RAISED.sub("", text)))
    whole = _FOOTNOTE.sub("", whole)
    kept: list[str] = []
    at: list[int] = []
    end = 0
    for match in _KEPT.finditer(whole):
        piece = match[0]
        if (
            kept
            and match.start() > end
            and piece.isdecimal()
            and kept[-1].isdigit()
            and not _one_number(whole, end, match.start())
        ):
            kept.append(APART)
            at.append(end)
        end = match.end()
        kept.append("-" if _RANGE.fullmatch(piece) else _plain(piece))
        at.append(match.start())
    return Folded(whole, "".join(kept), at)


def _plain(letter: str) -> str:
    """One letter or digit as one letter: lower case, and digits of any script as 0 to 9."""
    if letter.isascii():
        return letter.lower()
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    lower = letter.lower()
    return lower if len(lower) == 1 else lower[0]


def stands_in(quote: str, text: Folded) -> bool:
    """Whether the quote stands in the text, its pieces in this order where it has an ellipsis or an insertion in [].

    A piece must not begin or end within a number or a word: "1,200" does not stand in "11,200".
    """
    return place_of(quote, text) is not None


def place_of(quote: str, text: Folded) -> tuple[int, int] | None:
    """Where the quote stands, as `stands_in` finds it: [start, end) in the folded text, from its first piece to its last."""
    said = unicodedata.normalize("NFKC", _RAISED.sub("", quote)).replace("...", "…")
    pieces = [fold(piece).folded for piece in _GAP.split(said)]
    pieces = [piece for piece in pieces if piece]
    if not pieces or len(pieces) > MOST_PIECES:
        return None
    places = {piece: _places(piece, text) for piece in dict.fromkeys(pieces)}
    # (where a way through the pieces so far ends, where it began), by its end
    ways = [(start + len(pieces[0]), start) for start in places[pieces[0]]]
    for piece in pieces[1:]:
        following = []
        for start in places[piece] if ways else ():
            before = bisect.bisect_right(ways, (start, start))
            if before and start - ways[before - 1][0] <= FARTHEST:
                following.append((start + len(piece), ways[before - 1][1]))
        ways = following
    return (ways[0][1], ways[0][0]) if ways else None


def around(text: Folded, place: tuple[int, int]) -> tuple[str, str, str]:
    """What stands before a place of the folded text, at it, and behind it, in the words of the text."""
    start, end = text.at[place[0]], text.at[place[1] - 1] + 1
    before = text.text[max(start - CONTEXT, 0) : start]
    behind = text.text[end : end + CONTEXT]
    if start > CONTEXT:
        before = "… " + before.partition(" ")[2]
    if end + CONTEXT < len(text.text):
        behind = behind.rpartition(" ")[0] + " …"
    return before, text.text[start:end], behind


def _places(piece: str, text: Folded) -> list[int]:
    places = []
    start = text.folded.find(piece)
    while start >= 0:
        if _whole(text, start) and _whole(text, start + len(piece)):
            places.append(start)
        start = text.folded.find(piece, start + 1)
    return places


def _whole(text: Folded, edge: int) -> bool:
    """Whether a passage may begin, or end, at this letter of the folded text."""
    if edge in (0, len(text.folded)):
        return True
    before, after = text.folded[edge - 1], text.folded[edge]
    left, right = text.at[edge - 1], text.at[edge]
    between = text.text[left + 1 : right]
    if before in _SIGNS or after in _SIGNS:
        return not (before.isdigit() or after.isdigit())
    if before.isdigit() and after.isdigit():
        return False
    # letters that have upper and lower case are parted into words by spaces; others may not be
    cased = before.upper() != before and after.upper() != after
    return not cased or (bool(between) and _LINE_HYPHEN.fullmatch(between) is None)


def _one_number(text: str, end: int, start: int) -> bool:
    """Whether the digits before `end` and those from `start` are groups of one number, as in "27 000" or "27,⏎000"."""
    before = re.search(r"\d*$", text[max(end - 20, 0) : end])
    after = re.match(r"\d*", text[start : start + 20])
    if before is None or after is None or _JOINT.fullmatch(text[end:start]) is None:
        return False
    return len(before[0]) <= 3 and len(after[0]) == 3


def nearest(quote: str, text: Folded) -> Nearest | None:
    """The passage most like the quote; None when nothing in the text is like it."""
    from rapidfuzz import fuzz

    wanted = fold(quote[:_LONGEST_COMPARED])
    if not wanted.folded or not text.folded:
        return None
    found = fuzz.partial_ratio_alignment(wanted.folded, text.folded, score_cutoff=ALIKE)
    if found is None or found.dest_end <= found.dest_start:
        return None
    passage = _shown(text, found.dest_start, found.dest_end)
    place = (found.dest_start, found.dest_end)
    return Nearest(passage, found.score, _numbers(quote) != _numbers(passage), place)


def _shown(text: Folded, start: int, end: int) -> str:
    first, last = text.at[start], text.at[end - 1] + 1
    first = max(text.text.rfind(" ", 0, first), text.text.rfind("\n", 0, first)) + 1
    after = re.compile(r"\s|$").search(text.text, last)
    passage = _BROKEN_NUMBER.sub(",", text.text[first : after.start() if after else last])
    passage = _TWO_NUMBERS.sub(" | ", passage)
    passage = " ".join(passage.split())
    passage = passage.strip("“”„«»\"'‘’ ")
    return passage if len(passage) <= LONGEST_SHOWN else passage[: LONGEST_SHOWN - 2].rstrip() + " …"


def _numbers(text: str) -> list[str]:
    return re.findall(r"\d[\d.,:/]*", fold(text).folded)
