"""What fails of a lexicon's words of figures: an example with another range, a phrase without effect, a refusal that is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from figcheck.model.figure import Figure
from figcheck.parse.check_lexicon.lexicon_file import Complaint, Entry, LexiconFile
from figcheck.parse.figure import parse_figure
from figcheck.parse.words.load_lexicon import lexicon
from figcheck.parse.words.templates import expanded, place
from figcheck.parse.words.tokens import WORD

MOST_CHOICES = 200
"""Phrases that one with choices may stand for, since a person has to check them."""
_SPAN = re.compile(r" *(-?[\d,]*) ?… *(-?[\d,]*) *")


def fails_in_figures(file: LexiconFile) -> Iterator[Complaint]:
    """All that fails of the words of figures, section by section; the file must be in force."""
    for part in (_qualifiers, _choices, _vague, _around, _refusals, _detection):
        yield from part(file)


def _read(file: LexiconFile, said: str) -> Figure:
    return parse_figure(said, file.code)


def _seen(figure: Figure) -> str:
    """What a figure was read as, in words: `at least, 300 …`."""
    if figure.error is not None:
        return f"it cannot be read: {figure.error}"
    unit = "" if figure.unit == "people" else f" {figure.unit}"
    return f"it is read as {(figure.qualifier or '').replace('_', ' ')}, {_span(figure)}{unit}"


def _span(figure: Figure) -> str:
    return " … ".join("" if end is None else f"{end:,}" for end in (figure.low, figure.high)).strip()


def _qualifiers(file: LexiconFile) -> Iterator[Complaint]:
    for k, qualifier in enumerate(file.at("qualifiers") or ()):
        where, name = ("qualifiers", k), qualifier["id"]
        if name == "vague":
            continue
        for said, span in qualifier.get("examples", {}).items():
            line = file.line(*where, "examples", said)
            yield from _example(file, Entry(said, line), str(span), name)
        for entry in file.phrases(*where, "phrases"):
            yield from _phrase(file, entry, name)
        yield from _must_be_refused(file, *where, "refuse")
        phrases = {entry.said for entry in file.phrases(*where, "phrases")}
        for key in ("soft", "perhaps_change"):
            for entry in file.phrases(*where, key):
                if file.whole and entry.said not in phrases:
                    yield Complaint(
                        entry.line, f'"{entry.said}" stands under `{key}` and not under `phrases` of {name}'
                    )
    examples = file.at("decrease", "examples") or {}
    for said, span in examples.items():
        yield from _example(file, Entry(said, file.line("decrease", "examples", said)), str(span), None)
    yield from _must_be_refused(file, "decrease", "refuse")


def _example(file: LexiconFile, entry: Entry, span: str, name: str | None) -> Iterator[Complaint]:
    """What is wrong with an example: under a qualifier, or with None under `decrease`."""
    said = _SPAN.fullmatch(span)
    if said is None or not any(said.groups()):
        yield Complaint(
            entry.line, f'the range of "{entry.said}" is "{span}": write `low … high`, or `low …` without an end'
        )
        return
    low, high = (int(end.replace(",", "")) if end else None for end in said.groups())
    figure = _read(file, entry.said)
    right = figure.correction if name is None else figure.qualifier == name
    if not right or (figure.low, figure.high) != (low, high):
        kind = "a correction" if name is None else name.replace("_", " ")
        yield Complaint(entry.line, f'"{entry.said}" must be {kind}, {span.strip()}, but {_seen(figure)}')


def _phrase(file: LexiconFile, entry: Entry, name: str) -> Iterator[Complaint]:
    """What is wrong with a phrase when numbers stand in its places."""
    pieces, between = place(entry.said), name == "between"
    numbers = ["40", "45"] if between else ["45"]
    if between and len(pieces) == 2:
        lex = lexicon(file.code)
        assert lex is not None
        joins = lex.source.get("joins", {}).get("range", ())
        numbers = [f"40 {expanded(joins[0])[0]} 45" if joins else "40-45"]
    said = pieces[0] + "".join(n + piece for n, piece in zip(numbers, pieces[1:], strict=True))
    figure = _read(file, said)
    if (figure.error, figure.qualifier, figure.value) != (None, name, None if between else 45):
        yield Complaint(entry.line, f'"{said}" must be {name.replace("_", " ")}, but {_seen(figure)}')


def _must_be_refused(file: LexiconFile, *where: str | int) -> Iterator[Complaint]:
    for k, said in enumerate(file.at(*where) or ()):
        figure = _read(file, said)
        if figure.error is None:
            yield Complaint(file.line(*where, k), f'"{said}" must not be read, but {_seen(figure)}')


def _choices(file: LexiconFile) -> Iterator[Complaint]:
    lists = [("qualifiers", k, "phrases") for k in range(len(file.at("qualifiers") or ()))]
    for where in (*lists, ("ignored", "before")):
        for k, phrase in enumerate(file.at(*where) or ()):
            count = len(expanded(phrase))
            if count > MOST_CHOICES:
                what = f'"{phrase}" stands for {count} phrases, which nobody can check: write several'
                yield Complaint(file.line(*where, k), what)


def _vague(file: LexiconFile) -> Iterator[Complaint]:
    for k, entry in enumerate(file.at("vague") or ()):
        low, high = int(entry["low"]), int(entry["high"]) if "high" in entry else None
        for word in file.phrases("vague", k, "words"):
            figure = _read(file, word.said)
            if (figure.qualifier, figure.low, figure.high) != ("vague", low, high):
                span = f"{low:,} … {'' if high is None else f'{high:,}'}".strip()
                yield Complaint(word.line, f'"{word.said}" must be vague, {span}, but {_seen(figure)}')


def _around(file: LexiconFile) -> Iterator[Complaint]:
    """Words around a number that do nothing where they stand: each is tried with 45."""
    tried: list[tuple[tuple[str | int, ...], str, str, Callable[[Figure], bool]]] = [
        (("increment", "before"), "{} 45", "an addition", lambda f: f.increment),
        (("increment", "after"), "45 {}", "an addition", lambda f: f.increment),
        (("decrease", "before"), "{} 45", "a correction by 45", lambda f: f.value == -45),
        (("decrease", "after"), "45 {}", "a correction by 45", lambda f: f.value == -45),
        (("none", "phrases"), "{}", "0", lambda f: f.value == 0),
        (("ignored", "before"), "{} 45", "45", lambda f: f.value == 45),
        (("ignored", "people"), "45 {}", "45", lambda f: f.value == 45),
        (("ignored", "states"), "45 {}", "45", lambda f: f.value == 45),
        (("ignored", "after"), "45 {}", "45", lambda f: f.value == 45),
        (("percent_before",), "{} 45", "a share in percent", lambda f: f.unit == "percent"),
    ]
    tried += [
        (("periods", k, "words"), "45 {}", "a rate", lambda f: f.unit == "rate")
        for k in range(len(file.at("periods") or ()))
    ]
    for unit in file.at("units") or ():
        tried.append((("units", unit), "45 {}", unit, lambda f, unit=unit: f.unit == unit))  # type: ignore[misc]
    for where, template, meaning, right in tried:
        for entry in file.phrases(*where):
            said = template.format(entry.said)
            figure = _read(file, said)
            if not right(figure):
                section = ".".join(str(key) for key in where if isinstance(key, str))
                yield Complaint(entry.line, f'"{said}" must be {meaning} (`{section}`), but {_seen(figure)}')


def _refusals(file: LexiconFile) -> Iterator[Complaint]:
    corrections = {entry.said for entry in file.phrases("decrease", "after")}
    for place_, template in (("before", "{} 45"), ("after", "45 {}"), ("counted", "45 {}")):
        for k, group in enumerate(file.at("refuse", place_) or ()):
            for entry in file.phrases("refuse", place_, k, "words"):
                if place_ == "after" and entry.said in corrections:
                    continue
                figure = _read(file, template.format(entry.said))
                if group.get("why", "") not in (figure.error or ""):
                    said = template.format(entry.said)
                    what = f'"{said}" must not be read because it {group.get("why", "")}, but {_seen(figure)}'
                    yield Complaint(entry.line, what)


def _detection(file: LexiconFile) -> Iterator[Complaint]:
    """Examples that, without their language named, are read as something else and no doubt is said."""
    english = lexicon("en")
    assert english is not None
    for k, qualifier in enumerate(file.at("qualifiers") or ()):
        for said in qualifier.get("examples", {}) if file.whole else ():
            if all(token.kind != WORD or token.key in english.morphemes.whole for token in english.tokens(said)):
                continue  # "an die 600" is English for all that anyone can tell
            named, found = _read(file, said), parse_figure(said)
            same = (found.qualifier, found.low, found.high) == (named.qualifier, named.low, named.high)
            if named.error is None and not same and not (found.qualifier == named.qualifier and found.doubt):
                line = file.line("qualifiers", k, "examples", said)
                yield Complaint(line, f'where `lang` is not given, "{said}" is another figure: {_seen(found)}')
