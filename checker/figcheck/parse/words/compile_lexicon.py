"""From the data of a lexicon file to a `Lexicon`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from figcheck.model.words import QUALIFIERS
from figcheck.parse.words.hedge_study import studied_words
from figcheck.parse.words.letters import Letters
from figcheck.parse.words.lexicon import PERSON, Lexicon
from figcheck.parse.words.morphemes import Morphemes
from figcheck.parse.words.phrases import Entry, HedgeWord, Phrases, VagueWord, Within
from figcheck.parse.words.templates import add_template, expanded, parts, stretches
from figcheck.parse.words.without_blanks import Segments

AND_BETWEEN = ("hundreds and the rest", "tens and units", "units and tens", "anything")
"""Where a language says "and" inside a number; see `numbers.and_between` in en.yaml."""


def compiled(source: dict[str, Any]) -> Lexicon:
    """The lexicon that a file describes; raises KeyError, TypeError or ValueError where it does not have the shape.

    Where words are taken apart, the words inside longer phrases are too ("المليون" of "ونصف المليون", so that "المليون" is
    still "ال" and "مليون" elsewhere): the file is compiled once to know its words, and again with them.
    """
    lex = _compiled(source, frozenset())
    if not (lex.morphemes.prefixes or lex.morphemes.suffixes):
        return lex
    alone = _alone(lex)
    known = Morphemes(lex.morphemes.prefixes, lex.morphemes.suffixes, whole=alone)
    return _compiled(source, frozenset(word for word in lex.morphemes.whole if not known.made_of_several(word)))


def _alone(lex: Lexicon) -> frozenset[str]:
    """The words that mean something on their own."""
    tries = (lex.before, lex.after, lex.joins, lex.closes, lex.decreases, lex.out_of)
    words = frozenset().union(*(phrases.alone() for phrases in tries))
    return (
        words.union(lex.cardinals, lex.mixed, lex.scales, lex.plural_scales, lex.parts)
        | lex.ands | lex.articles | lex.halves | lex.times | lex.months | lex.ordinals | lex.points
    )  # fmt: skip


def _compiled(source: dict[str, Any], whole: frozenset[str]) -> Lexicon:
    """The lexicon with `whole` as the words that are not taken apart, while its phrases are entered."""
    lex = Lexicon(
        code=source["code"], language=source["language"], letters=Letters(source.get("letters", {})), source=source
    )
    _add_morphemes(lex, source.get("letters", {}))
    lex.morphemes.whole = whole
    digits = source.get("digits", {})
    lex.foreign_letters = frozenset(source.get("letters", {}).get("foreign", ""))
    lex.capitals_are_names = bool(source.get("letters", {}).get("capitals_are_names"))
    lex.decimal = frozenset(digits.get("decimal", "."))
    lex.decimal_elsewhere = frozenset(digits.get("decimal_elsewhere", ""))
    lex.thousands = digits.get("thousands", ",")
    _add_numbers(lex, source["numbers"])
    _add_fractions(lex, source.get("fractions", {}))
    for kind, phrases in source.get("joins", {}).items():
        for phrase in (phrase for said in phrases for phrase in expanded(said)):
            lex.joins.add(_keys(lex, phrase), Entry("join", kind, phrase))
    _add_qualifiers(lex, source)
    _add_words(lex, source)
    _add_refusals(lex, source.get("refuse", {}))
    _add_verbs_first(lex, source)
    for said in source.get("context", {}).get("dates", ()):
        for phrase in expanded(said):
            lex.dates.add(phrase, lex.tokens_of_words)
    for phrase in source.get("confidence", {}).get("plus_minus", ()):
        lex.plus_minus.add(_keys(lex, phrase), Entry("plus_minus", meaning=phrase))
    _finish(lex, source)
    return lex


def _keys(lex: Lexicon, phrase: object) -> list[str]:
    return [token.key for token in lex.tokens_of_words(str(phrase))]


def _folded(lex: Lexicon, words: Iterable[object]) -> frozenset[str]:
    """Single words as they are looked up."""
    return frozenset(lex.letters.fold(lex.letters.cleaned(str(word))[0]) for word in words)


def _spoken(phrases: Iterable[object]) -> Iterator[str]:
    """Every phrase that those with choices stand for."""
    return (phrase for said in phrases for phrase in expanded(said))


def _valued(lex: Lexicon, table: Mapping[Any, Iterable[object]]) -> Iterator[tuple[list[str], Any]]:
    """(keys, value) of every word of a table "value: words"."""
    for value, words in table.items():
        for word in _spoken(words):
            yield _keys(lex, word), value


def _add_morphemes(lex: Lexicon, letters: Mapping[str, Any]) -> None:
    suffixes = letters.get("suffixes", {})
    lex.morphemes = Morphemes(
        prefixes=tuple(sorted(_folded(lex, letters.get("prefixes", ())), key=len, reverse=True)),
        suffixes={
            form: lex.letters.fold(name)
            for name, forms in suffixes.items()
            for form in sorted(_folded(lex, [name, *forms]), key=len, reverse=True)
        },
        endings=_folded(lex, letters.get("endings_of_digits", ())),
    )


def _add_numbers(lex: Lexicon, numbers: Mapping[str, Any]) -> None:
    heads = set()
    for keys, value in _valued(lex, numbers["words"]):
        if not isinstance(value, int):
            if len(keys) == 1:
                lex.mixed[keys[0]] = value.as_integer_ratio()
            else:
                lex.mixed_phrases.add(keys, Entry("number", detail=value.as_integer_ratio()))
                heads.add(keys[0])
        elif len(keys) == 1:
            lex.cardinals[keys[0]] = value
        else:
            lex.number_phrases.add(keys, Entry("number", detail=value))
            heads.add(keys[0])
    lex.phrase_heads = frozenset(heads)
    lex.builds_teens = 11 not in numbers["words"]
    for name, table in (
        ("scales", lex.scales), ("plural_scales", lex.plural_scales), ("scales_after_a_hedge", lex.hedged_scales),
        ("abbreviations", lex.abbreviations),
    ):  # fmt: skip
        for keys, value in _valued(lex, numbers.get(name, {})):
            table["".join(keys)] = value
    lex.elsewhere = {key: code for said, code in numbers.get("elsewhere", {}).items() for key in _keys(lex, said)}
    lex.spaced_abbreviations = _folded(lex, numbers.get("abbreviations_with_space", ()))
    lex.articles = _folded(lex, numbers.get("articles", ()))
    lex.ands = _folded(lex, numbers.get("and", ()))
    lex.and_between = frozenset(numbers.get("and_between", ()))
    if not lex.and_between <= set(AND_BETWEEN):
        raise ValueError(f"and_between has {sorted(lex.and_between)}, and may have {', '.join(AND_BETWEEN)}")
    lex.groups_in_digits = bool(numbers.get("groups_in_digits"))
    lex.neighbours_are_a_range = bool(numbers.get("neighbours_are_a_range"))
    for phrase in _spoken(numbers.get("and_a_half", ())):
        lex.and_a_half.add(_keys(lex, phrase), Entry("half", meaning=phrase))
    lex.before_scales = _folded(lex, numbers.get("before_scales", ()))
    lex.points = _folded(lex, numbers.get("point", ()))
    lex.ordinal_endings = _folded(lex, numbers.get("ordinal_endings", ()))
    lex.ordinals = _folded(lex, numbers.get("ordinals", ()))
    lex.plural_endings = _folded(lex, numbers.get("plural_endings", ()))
    for said, value in numbers.get("fixed", {}).items():
        for phrase in expanded(said):
            lex.before.add(_keys(lex, phrase), Entry("fixed", meaning=phrase, detail=value))
    for keys, value in _valued(lex, numbers.get("rounded", {})):
        lex.before.add(keys, Entry("rounded", meaning=" ".join(keys), detail=value))


def _add_fractions(lex: Lexicon, fractions: Mapping[str, Any]) -> None:
    lex.halves = _folded(lex, fractions.get("half", ()))
    lex.parts = {keys[0]: value for keys, value in _valued(lex, fractions.get("parts", {}))}
    lex.never_ordinal = _folded(lex, fractions.get("never_ordinal", ()))
    lex.of = _folded(lex, fractions.get("of", ()))
    for phrase in fractions.get("of_what", fractions.get("of", ())):
        lex.of_what.add(_keys(lex, phrase), Entry("of_what", meaning=str(phrase)))
    lex.fraction_signs = {sign: (n, d) for sign, (n, d) in fractions.get("signs", {}).items()}
    for phrase in _spoken(fractions.get("out_of", ())):
        lex.out_of.add(_keys(lex, phrase), Entry("out_of", meaning=phrase))
    for phrase in fractions.get("whole_first", ()):
        lex.whole_first.add(
            [key for stretch in stretches(lex, f"N{phrase}") for key in stretch], Entry("whole_first", meaning=phrase)
        )
    for said, share in fractions.get("fixed", {}).items():
        top, bottom = (int(n) for n in str(share).split("/"))
        for phrase in expanded(said):
            lex.before.add(_keys(lex, phrase), Entry("share", meaning=phrase, detail=(top, bottom)))


def _add_qualifiers(lex: Lexicon, source: dict[str, Any]) -> None:
    studied = studied_words()
    ignorable = {tuple(_keys(lex, phrase)) for said in source["ignored"]["before"] for phrase in expanded(said)}
    phrases: list[tuple[str, Entry, dict[str, str]]] = []
    for qualifier in source["qualifiers"]:
        name, meaning = qualifier["id"], qualifier["means"]
        if name not in QUALIFIERS:
            raise KeyError(f"qualifier id {name}")
        lex.cancelled_by[name] = frozenset(qualifier.get("cancelled_by", ()))
        widths = {**{word: word for word in studied}, **qualifier.get("as_wide_as", {})}
        unstudied = sorted(set(widths.values()) - set(studied))
        if unstudied:
            raise ValueError(f"as_wide_as names {', '.join(unstudied)}, and may name {', '.join(sorted(studied))}")
        role = {"exact": "exactly", "between": "open"}.get(name, "qualifier")
        soft, change = (frozenset(_spoken(qualifier.get(key, ()))) for key in ("soft", "perhaps_change"))
        for phrase in _spoken(qualifier["phrases"]):
            detail = HedgeWord(soft=phrase in soft, perhaps_change=phrase in change)
            phrases.append((phrase, Entry(role, name, meaning, detail), widths))
    # those with words on both sides last: their second half alone must not hide a phrase of its own
    for phrase, entry, widths in sorted(phrases, key=lambda p: not (p[0].startswith("N") or p[0].endswith("N"))):
        add_template(lex, phrase, entry, widths, ignorable)


def _add_words(lex: Lexicon, source: dict[str, Any]) -> None:
    def add(phrases: Phrases, words: Iterable[str], role: str, name: str = "", detail: Any = None) -> None:
        for phrase in _spoken(words):
            phrases.add(_keys(lex, phrase), Entry(role, name, phrase, detail))

    for vague in source["vague"]:
        word = VagueWord(vague["low"], vague.get("high"), vague.get("takes"), bool(vague.get("times")))
        add(lex.before, vague["words"], "vague", detail=word)
        if not word.times and word.high is None:
            lex.vague_plurals |= _folded(lex, (phrase for phrase in _spoken(vague["words"]) if " " not in phrase))
    for within in source.get("within", ()):
        add(lex.before, within["words"], "within", detail=Within(within["from"], within["to"]))
    none = source.get("none", {})
    add(
        lex.before,
        none.get("refuse", ()),
        "refuse",
        "no_figure",
        detail=("names no number", "leave the claim out, or give a figure"),
    )
    add(lex.before, none.get("phrases", ()), "none")
    for key, role in (("with_noun", "no"), ("with_noun_added", "no_more")):
        add(lex.before, none.get(key, ()), role)
    for phrase, percent in source.get("changes", {}).items():
        add(lex.before, [phrase], "change", detail=percent)
    for place, phrases in (("before", lex.before), ("after", lex.after)):
        add(phrases, source.get("increment", {}).get(place, ()), "increment")
        add(phrases, source.get("confidence", {}).get("words", ()), "confidence")
    add(lex.after, source.get("increment", {}).get("rise", ()), "increment", "rise")
    lex.to = _folded(lex, source.get("increment", {}).get("to", ()))
    decrease = source.get("decrease", {})
    add(lex.before, decrease.get("before", ()), "decrease")
    add(lex.decreases, decrease.get("after", ()), "decrease")
    for name, words in source["units"].items():
        add(lex.after, words, "unit", name)
    add(lex.before, source.get("percent_before", ()), "unit", "percent")
    for period in source.get("periods", ()):
        add(lex.after, period["words"], "period", period["of"])
        add(lex.before, period.get("before", ()), "period", period["of"])
    ignored, context = source["ignored"], source.get("context", {})
    add(lex.before, ignored["before"], "ignored")
    add(lex.after, context.get("any", ()), "context")
    for name, role in (("after", "ignored"), ("people", "people"), ("states", "state"), ("links", "link")):
        add(lex.after, ignored.get(name, ()), role)
    add(lex.after, none.get("casualties", ()), "people")
    lex.persons = _folded(lex, ignored.get("people", ()))
    lex.place_endings = tuple(ignored.get("place_endings", ()))
    lex.person_endings = tuple(ignored.get("person_endings", ()))
    lex.people = lex.persons | _folded(lex, none.get("casualties", ()))
    lex.states = _folded(lex, [*_spoken(ignored.get("states", ())), *none.get("casualties", ())])
    for name, phrases in (("part_of", lex.part_of), ("ages", lex.ages), ("changed", lex.changed)):
        for phrase in _spoken(context.get(name, ())):
            phrases.add(_keys(lex, phrase), Entry(name, meaning=phrase))
    lex.parts_first = _folded(lex, context.get("parts_first", ()))
    lex.times = _folded(lex, context.get("times", ()))
    lex.months = _folded(lex, context.get("months", ()))


_KINDS_OF_REFUSAL = {"even_in_context": "always", "even_beside_a_state": "beside_a_state", "no_figure": "no_figure"}
"""What a group of refusals may say of itself -> the id of its phrases."""


def _add_refusals(lex: Lexicon, refuse: Mapping[str, Any]) -> None:
    for place, phrases, role in (
        ("before", lex.before, "refuse"),
        ("after", lex.after, "refuse"),
        ("counted", lex.after, "counted"),
    ):
        for group in refuse.get(place, ()):
            for phrase in _spoken(group["words"]):
                name = next((name for key, name in _KINDS_OF_REFUSAL.items() if group.get(key)), "")
                phrases.add(_keys(lex, phrase), Entry(role, name, str(phrase), (group["why"], group["mend"])))
    for sign, group in refuse.get("signs", {}).items():
        lex.signs[sign] = Entry("refuse", "", sign, (group["why"], group["mend"]))


def _add_verbs_first(lex: Lexicon, source: Mapping[str, Any]) -> None:
    """What says where, who and what happened may stand before the number too: "sono morte 12 persone"."""
    ignored, casualties = source["ignored"], source.get("none", {}).get("casualties", ())
    for name, words in (
        ("state", ignored.get("states", ())),
        ("state", casualties),
        (PERSON, ignored.get("people", ())),
        ("place", ignored.get("places", ())),
    ):
        for phrase in _spoken(words):
            lex.before.add(_keys(lex, phrase), Entry("ignored", name, phrase))


def _finish(lex: Lexicon, source: dict[str, Any]) -> None:
    """Derive the sets of words from what was added."""
    lex.percent = frozenset(_keys(lex, word)[0] for word in source["units"].get("percent", ()))
    numbers = [*lex.cardinals, *lex.mixed, *lex.scales, *lex.plural_scales, *lex.halves, *lex.parts]
    lex.number_words = (
        frozenset([*lex.cardinals, *lex.mixed, *lex.scales, *lex.parts, *lex.fraction_signs])
        | lex.phrase_heads
        | lex.articles
        | lex.halves
    )
    lex.known = frozenset([*_words_of(lex, source), *numbers])
    lex.vocabulary = frozenset(word for word in lex.known if len(word) >= 4 and word.isalpha())
    units = [word for phrases in source["units"].values() for phrase in phrases for word in _keys(lex, phrase)]
    lex.telling = frozenset(word for word in [*lex.scales, *lex.plural_scales, *units] if len(word) >= 6)
    tries = (
        lex.before,
        lex.after,
        lex.joins,
        lex.closes,
        lex.changed,
        lex.decreases,
        lex.out_of,
        lex.whole_first,
        lex.number_phrases,
        lex.mixed_phrases,
        lex.and_a_half,
        lex.dates,
    )
    lex.morphemes.whole = (
        lex.known.union(*(phrases.words() for phrases in tries))
        | {*lex.abbreviations, *lex.hedged_scales}
        | lex.ands | lex.articles | lex.times | lex.months | lex.ordinals | lex.points
    )  # fmt: skip
    lex.morphemes.forget()
    lex.said.clear()
    if source.get("letters", {}).get("no_blanks"):  # only now: the phrases of the file are its words
        left_out = lex.source["numbers"].get("last_unit_left_out")
        lex.segments = Segments(lex.morphemes.whole, left_out == "yes", lex.neighbours_are_a_range)
        if left_out == "perhaps":
            lex.short_of_units = Segments(lex.morphemes.whole, True, lex.neighbours_are_a_range)
    if source["numbers"].get("written_solid"):  # only now: phrases of the file itself stay as they are written
        joints = {word for word in lex.ands if word.isalpha()} | (lex.and_a_half.words() - lex.ands)
        lex.morphemes.pieces = frozenset([*lex.cardinals, *lex.mixed, *lex.scales, *lex.plural_scales, *joints])


def _words_of(lex: Lexicon, source: dict[str, Any]) -> set[str]:
    """Every word of the phrases that may stand in a figure."""
    words: set[str] = set()
    none = source.get("none", {})
    groups = [*source.get("joins", {}).values(), none.get("phrases", ()), none.get("casualties", ())]
    groups += [v["words"] for v in (*source["vague"], *source.get("within", ()))]
    groups += [*source["units"].values(), *(p["words"] for p in source.get("periods", ()))]
    groups += [*source.get("increment", {}).values(), source["ignored"]["before"]]
    groups += [source["ignored"].get(place, ()) for place in ("people", "states", "places")]
    groups += [source.get("decrease", {}).get(place, ()) for place in ("before", "after")]
    groups += [list(source["numbers"].get("fixed", {})), list(source.get("changes", {}))]
    groups += source["numbers"].get("rounded", {}).values()
    for phrases in groups:
        words.update(key for phrase in phrases for key in _keys(lex, parts(phrase)))
    for qualifier in source["qualifiers"]:
        for phrase in qualifier["phrases"]:
            words.update(key for key in _keys(lex, parts(phrase).replace("N", "0")) if key != "0")
    return words
