"""Phrases with an N for the number: "more than N", "N'den fazla", "um die N herum", "between N and N", "N ile N arasında"."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from functools import cache

from figcheck.parse.words.lexicon import Lexicon
from figcheck.parse.words.phrases import Entry
from figcheck.parse.words.tokens import NUMBER

_PLACE = re.compile(r"(?<![A-Za-zÀ-ɏ])N(?![A-Za-zÀ-ɏ])")


_NO_CHOICE = str.maketrans("[]()|", "     ")
_GROUP = re.compile(r"([\[(])([^\[\]()]*)([\])])")
_BAR = re.compile(r"\|(?![^{]*\})")
_ENDING = re.compile(r"\{([^{}]*)\}")
_CHOICE = re.compile(r" *(?:\[([^\[\]]*)\]|\(([^()]*)\)) *")


def parts(phrase: object) -> str:
    """All words that a phrase with choices may hold, one after the other.

    >>> parts("[well] (over|above) N")
    ' well   over above  N'
    """
    return " ".join(_inflected(flattened(phrase))).translate(_NO_CHOICE)


def flattened(phrase: object) -> str:
    """A phrase without endings in braces: inside of a choice, each ending makes a choice of its own.

    >>> flattened("(mort{o|i}|ferit{o|i}) in")
    '(morto|morti|ferito|feriti) in'
    """
    return _GROUP.sub(lambda found: found[1] + "|".join(_alternatives(found[2])) + found[3], str(phrase))


def _alternatives(content: str) -> Iterator[str]:
    """The choices of a choice, with their endings."""
    return (one for said in _BAR.split(content) for one in _inflected(said))


def _inflected(text: str) -> list[str]:
    """The phrases that one with endings in braces stands for."""
    found = _ENDING.search(text)
    if found is None:
        return [text]
    head, tail = text[: found.start()], text[found.end() :]
    return [one for end in found[1].split("|") for one in _inflected(f"{head}{end}{tail}")]


@cache
def expanded(phrase: object) -> list[str]:
    """The phrases that one with choices stands for: of (a|b) one must be said, of [a|b] one or none; {a|b} are endings.

    >>> expanded("[well] (over|above) N")
    ['over N', 'above N', 'well over N', 'well above N']
    >>> expanded("mort{o|i|a|e}")
    ['morto', 'morti', 'morta', 'morte']
    """
    text, *others = _inflected(flattened(phrase))
    if others:
        return [phrase for one in (text, *others) for phrase in expanded(one)]
    found = _CHOICE.search(text)
    if found is None:
        return [text]
    head, tail = text[: found.start()], text[found.end() :]
    choices = found.group(2).split("|") if found.group(1) is None else ["", *found.group(1).split("|")]
    spoken = [f"{head} {choice.strip()} {tail}".strip() for choice in choices]
    return [phrase for one in spoken for phrase in expanded(" ".join(one.split()))]


def place(phrase: str) -> list[str]:
    """A phrase cut at its Ns: "between N and N" is "between ", " and ", ""."""
    return _PLACE.split(phrase)


def stretches(lex: Lexicon, phrase: str) -> list[list[str]]:
    """The words before, between and after the Ns of a phrase, as they are looked up: one stretch more than there are Ns.

    A digit stands in for N, so that what is glued to a number is read as it would be in a figure.
    """
    tokens = lex.tokens_of_words(_PLACE.sub("0", phrase))
    found: list[list[str]] = [[]]
    for token in tokens:
        if token.kind == NUMBER and token.key == "0":
            found.append([])
        else:
            found[-1].append(token.key)
    return found


def add_template(
    lex: Lexicon, phrase: str, entry: Entry, widths: Mapping[str, str], ignorable: Container[tuple[str, ...]]
) -> None:
    """Enter a qualifier's phrase.

    `widths` says which studied hedge a word of it is as wide as; `ignorable` are the words before a number that say nothing.
    """
    words = stretches(lex, phrase)
    if len(words) not in (2, 3) or not any(words):
        raise KeyError(f"a phrase has one N or two, and a word: {phrase}")
    if len(words) == 3:
        _add_pair(lex, phrase, entry, words, ignorable)
        return
    before, after = words
    said = {lex.letters.fold(word): width for word, width in widths.items()}
    studied = next((said[word] for word in [*before, *after] if word in said), None)
    entry = entry._replace(detail=entry.detail._replace(studied=studied))
    if not before:
        lex.after.add(after, entry)
        return
    lex.before.add(before, entry)
    if after:  # "um die N herum": what stands after has been said before
        lex.after.add(after, Entry("ignored", meaning=" ".join(after)))


def _add_pair(
    lex: Lexicon,
    phrase: str,
    entry: Entry,
    words: list[list[str]],
    ignorable: Container[tuple[str, ...]],
) -> None:
    """A range: its opening words, those between its ends, and those that close it; the first or the last may be missing."""
    opens, joins, closes = words
    if entry.role != "open" or not joins:
        raise KeyError(f"two Ns, and no words that make a range of them: {phrase}")
    weak = tuple(opens) in ignorable  # "de N à N": the word also stands before a single number, where it opens nothing
    if opens and not weak:
        lex.before.add(opens, entry)
    glued = len(joins) == 1 and not joins[0].isalpha()
    if not glued:
        kind = "pair" if opens and not weak else "closed" if closes else "range"
        lex.joins.add(joins, Entry("join", kind, " ".join(joins)))
    if closes:
        lex.after.add(closes, Entry("ignored", meaning=" ".join(closes)))
        if not opens:
            lex.closes.add(closes, Entry("close", meaning=" ".join(closes)))
