"""Every figure of a text: its place, what it counts, what is said of it, and the words that decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from figcheck.model.errors import FigcheckError
from figcheck.model.figure import Figure
from figcheck.parse.words.tokens import Token
from figcheck.prose.prose_words import ProseWords, prose_languages, prose_words
from figcheck.prose.sentence.masks import masked_tokens
from figcheck.prose.sentence.measures import OTHER, Linked, Topic, linked
from figcheck.prose.sentence.noun_phrase import NONE
from figcheck.prose.sentence.numbers import numbers
from figcheck.prose.sentence.pieces import PERSON, Piece, pieces
from figcheck.prose.sentence.split import sentences
from figcheck.prose.sentence.telling import Said, Teller

LONGEST_SENTENCE = 4_000
"""Characters of a sentence that are read at once; what is longer is a table or has no end marks, and is cut."""

__all__ = ["OTHER", "Because", "ProseFigure", "figures_in", "measures_named"]


@dataclass(frozen=True, slots=True)
class Because:
    """Why a figure has its measure: the rule in words, and the words of the text that decided, with their first and end character.

    The two are None where the words stand in the sentence before.
    """

    rule: str
    words: str
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class ProseFigure:
    """A figure of a text.

    `start` and `end` are characters of the text, and so is `sentence_start`. `words` are the figure's own, its qualifier included,
    `figure` is what the parser reads in them. `measure` is a measure of the common vocabulary, or `other_people` for people to
    whom nothing has happened. `population` are the words for those who are counted.
    """

    start: int
    end: int
    words: str
    figure: Figure
    measure: str
    population: str | None
    unit: str
    said: Said
    because: Because
    sentence: str
    sentence_start: int
    lang: str


def figures_in(text: str, lang: str = "en") -> list[ProseFigure]:
    """The figures of people in a text, in its order.

    Raises FigcheckError for a language in which figcheck reads no texts.

    >>> [(found.words, found.measure) for found in figures_in("The blast killed at least 12 people and injured dozens.")]
    [('at least 12', 'killed'), ('dozens', 'injured')]
    """
    words = prose_words(lang)
    if words is None:
        raise FigcheckError(
            f'figcheck reads no texts in the language "{lang}"', mend=f"give one of {', '.join(prose_languages())}"
        )
    return list(_figures(text, words))


def measures_named(sentence: str, lang: str = "en") -> frozenset[str]:
    """The measures that the words of a sentence name, whether or not a figure counts them.

    >>> sorted(measures_named("The blast killed 12 people and injured dozens."))
    ['injured', 'killed']
    """
    words = prose_words(lang)
    if words is None:
        return frozenset()
    tokens = words.tokens(sentence)
    found = (words.pieces.longest(tokens, i) for i in range(len(tokens)))
    return frozenset(entry[0].id for entry in found if entry is not None and entry[0].role == "hit")


def _figures(text: str, words: ProseWords) -> Iterator[ProseFigure]:
    topic: Topic | None = None
    for start, end in sentences(text, words.abbreviations):
        for first in range(start, end, LONGEST_SENTENCE):
            said = text[first : min(first + LONGEST_SENTENCE, end)]
            found = list(_in_sentence(said, first, words, topic))
            yield from found
            counted = next((one for one in found if one.measure != OTHER), None)
            topic = _asked(said, words) if counted is None else Topic(counted.measure, counted.because.words)


def _asked(said: str, words: ProseWords) -> Topic | None:
    """What a question asks for: "How many people have died?"; None for another sentence, and for two measures."""
    if not said.rstrip().endswith("?"):
        return None
    named = measures_named(said, words.lex.code)
    return Topic(min(named), said, asked=True) if len(named) == 1 else None


def _in_sentence(said: str, at: int, words: ProseWords, topic: Topic | None) -> Iterator[ProseFigure]:
    tokens = words.tokens(said)
    masked = masked_tokens(tokens, said, words)
    found = numbers(tokens, said, words, masked)
    if not found:
        return
    made = pieces(tokens, said, words, found)
    figures = linked(made, words, tokens, said, topic)
    teller = Teller(made, tokens, said, words, masked, figures)
    for one in figures:
        number = made[one.piece].number
        if not one.measure or number is None:
            continue
        start, end = tokens[number.first].start, tokens[number.end - 1].end
        yield ProseFigure(
            start=at + start,
            end=at + end,
            words=said[start:end],
            figure=number.figure,
            measure=one.measure,
            population=_population(one, made, tokens, said) or _of_them(one, made, tokens, said, words),
            unit="households" if one.counted.head == "household" else number.figure.unit or "people",
            said=teller.of(one),
            because=_because(one, made, tokens, said, at, topic),
            sentence=said,
            sentence_start=at,
            lang=words.lex.code,
        )


def _population(one: Linked, made: Sequence[Piece], tokens: Sequence[Token], said: str) -> str | None:
    """The words of the noun phrase, without what the measure says already ("deaths")."""
    what = one.counted
    if what.end <= what.first or what.head not in ("person", "household", "unknown", "counted"):
        return None
    first, end = made[what.first], made[what.end - 1]
    if what.head == "counted" and what.by == what.end - 1 and what.end - what.first == 1 and not what.weak:
        return None
    return said[tokens[first.first].start : tokens[end.end - 1].end]


def _of_them(one: Linked, made: Sequence[Piece], tokens: Sequence[Token], said: str, words: ProseWords) -> str | None:
    """The persons in "226 of them children", "12 of whom were women", "of the dead, 12 were women"."""
    after = made[one.piece + 1 : one.piece + 4]
    if one.counted.head != NONE or not after:
        return None
    of_them = after[0].kind == "includes" and after[0].key in words.lex.of
    noun = next((piece for piece in after[1:] if piece.kind != "passive"), None)
    if not of_them and after[0].kind != "passive":
        return None
    if noun is None or noun.kind != PERSON:
        return None
    return said[tokens[noun.first].start : tokens[noun.end - 1].end]


def _because(
    one: Linked, made: Sequence[Piece], tokens: Sequence[Token], said: str, at: int, topic: Topic | None
) -> Because:
    if one.rule == "sentence before" and topic is not None:
        return Because(one.rule, topic.words, None, None)
    if one.by is None:
        return Because(one.rule, "", None, None)
    first, last = made[one.by[0]], made[one.by[1] - 1]
    if last.end <= first.first:
        return Because(one.rule, "", None, None)
    start, end = tokens[first.first].start, tokens[last.end - 1].end
    return Because(one.rule, said[start:end], at + start, at + end)
