"""Marks beside a number that are not part of it: footnotes ("12[1]", "12¹", "12†"), and the letters of offices ("12p", "12 (r)").

What a letter stands for is as a rule the same in the tables of all offices; the legend of a table decides. Sources: Eurostat,
"Special values and flags"; Government Analysis Function (UK), "Symbols in tables".
"""

from __future__ import annotations

import re
from dataclasses import replace

from figcheck.model.figure import Figure, Part

_LETTERS = {"p": "provisional", "r": "revised", "e": "estimated"}
_MARK = re.compile(
    r"""(?<=[^\W_])(?:\[(?:\d{1,3}|[a-jl-z]{1,2}|(?:note|nb|n|fn)[ ]?\d{1,2}|citation[ ]needed)\])+  # 12[1], 12[a], people[2][3]
    |(?<=[^\W_])[ ]\[(?:\d|[a-jl-z]|note[ ]?\d{1,2})\]                                               # 12 [1]
    |(?<!\b10)(?<=[\d\])])[⁽]?[¹²³⁰⁴-⁹]{1,2}[⁾]?(?![\w¹²³⁰⁴-⁹])                                       # 12¹; but 10³
    |(?<=\d)[ᵃᵇᶜᵈᵖʳ](?!\w)                                                                           # 12ᵃ
    |(?<=[\w%)])[ ]?(?:[*†‡§¶※]{1,3}|\#)(?=\s*(?:[,;.)]|$)|\s+[^\W\d])                               # 12*, 12 †, 12* dead
    |(?<=\d)[ ]?\([pre]\)                                                                            # 12 (p)
    |(?<=\d)[ ]?[pre](?=\s*$)                                                                        # 12p, 12 r
    """,
    re.VERBOSE | re.IGNORECASE,
)


def marks_in(text: str) -> list[re.Match[str]]:
    """The marks beside the numbers and words of a figure, in order.

    >>> [found.group() for found in marks_in("12[1] people*")], marks_in("12 people")
    (['[1]', '*'], [])
    """
    return list(_MARK.finditer(text))


def without_marks(text: str, marks: list[re.Match[str]]) -> str:
    """The text with a blank for every character of a mark, so that all else keeps its place."""
    for mark in marks:
        text = text[: mark.start()] + " " * (mark.end() - mark.start()) + text[mark.end() :]
    return text


def with_marks(figure: Figure, text: str, marks: list[re.Match[str]]) -> Figure:
    """A figure that was read without its marks, with them: the words as printed, the marks, and what they stand for."""
    found = []
    for mark in marks:
        said = mark.group().strip()
        stands_for = _LETTERS.get(said.strip("()").lower())
        meaning = f"a mark, as a rule for {stands_for}" if stands_for else "a footnote mark"
        found.append(Part(mark.end() - len(mark.group().lstrip()), mark.end(), "ignored", meaning))
    said = " ".join(text[part.start : part.end] for part in found)
    return replace(figure, figure=text, parts=tuple(sorted((*figure.parts, *found))), mark=said)
