"""Distinct phrases a second and accuracy of figcheck beside other readers of numbers, in one run.

usage: python benchmarks/peers.py [--gold FILE.jsonl] [--seconds S] [--write docs/peers.md]

Every reader gets the same phrases in the same process, in turns, and the best of three turns counts; time is that of the
processor, so that other programs on the machine weigh less. For speed no phrase comes twice (the list, then again with other
digits in it). A reader that is not installed, or does not run, is said so and has no numbers.

pip install text2num quantulum3 number-parser recognizers-text-suite "emoji<2" pyduckling-native-phihos
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import platform
import random
import re
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

BY_LANGUAGE = "\n## Twelve languages\n"
"""The part of the page that `languages.py` writes, and that stays here."""
ROOT = Path(__file__).resolve().parent.parent
PHRASES = ROOT / "tests" / "data" / "phrases_en.csv"
RELATIONS = {"gt": "more_than", "ge": "at_least", "lt": "fewer_than", "le": "at_most", "approx": "about",
             "approx_below": "nearly", "approx_above": "just_over"}  # fmt: skip
Answer = tuple[str | None, list[float]]
"""(qualifier, or None where the reader knows none; the numbers that it finds)."""


Reader = Callable[[str], Answer]


class Labelled(NamedTuple):
    phrase: str
    qualifier: str
    numbers: tuple[float, ...]
    """The number, both ends of a range, or none for a word of no number."""


class Peer(NamedTuple):
    name: str
    distribution: str
    load: Callable[[], Reader | None]


def figcheck(lang: str | None = None) -> Reader:
    from figcheck.parse import parse_figure

    def read(phrase: str) -> Answer:
        figure = parse_figure(phrase, lang)
        if figure.error is not None:
            return None, []
        if figure.qualifier == "between":
            return "between", [figure.low, figure.high]
        return figure.qualifier, [] if figure.value is None else [figure.value]

    return read


def duckling(lang: str = "en") -> Reader | None:
    import duckling as native

    if lang not in {"en", "hi", "id", "it", "ja", "ko", "nl", "pl", "pt", "ro", "sv", "zh", "fa"}:
        return None
    zones = native.load_time_zones("/usr/share/zoneinfo")
    locale = native.default_locale_lang(native.parse_lang(lang.upper()))
    context = native.Context(native.parse_ref_time(zones, "UTC", 0), locale)
    dimensions = native.parse_dimensions(["number"])

    def read(phrase: str) -> Answer:
        return None, [found["value"]["value"] for found in native.parse(phrase, context, dimensions, False)]

    return read


CULTURES = {
    "en": "English", "pt": "Portuguese", "zh": "Chinese", "ja": "Japanese", "it": "Italian", "nl": "Dutch", "ko": "Korean",
}  # fmt: skip


def recognizers(lang: str = "en") -> Reader | None:
    from recognizers_number import Culture, NumberRecognizer

    if lang not in CULTURES:
        return None
    culture = getattr(Culture, CULTURES[lang])
    try:
        model = NumberRecognizer(culture).get_number_model(culture, False)
    except ValueError:  # the culture is named and has no model
        return None

    def read(phrase: str) -> Answer:
        return None, [float(found.resolution["value"]) for found in model.parse(phrase)]

    return read


def quantulum(lang: str = "en") -> Reader | None:
    from quantulum3 import parser

    if lang != "en":  # it reads English only
        return None
    return lambda phrase: (None, [found.value for found in parser.parse(phrase)])


def numbers_in(text: str, thousands: str = ",", decimal: str = ".") -> list[float]:
    """The numbers in digits of a text; `thousands` are the marks between groups."""
    number = re.compile(rf"\d+(?:[{thousands}]\d{{3}})*(?:[{decimal}]\d+)?")
    return [float(re.sub(f"[{thousands}]", "", found).replace(decimal, ".")) for found in number.findall(text)]


def text2num(lang: str = "en") -> Reader | None:
    from text_to_num import alpha2digit

    try:
        alpha2digit("1", lang)
    except ValueError:  # it does not have the language
        return None
    marks = (",", ".") if lang == "en" else (". ", ",")
    return lambda phrase: (None, numbers_in(alpha2digit(phrase, lang), *marks))


def number_parser() -> Reader:
    from number_parser import parse

    return lambda phrase: (None, numbers_in(parse(phrase, language="en")))


PEERS = (
    Peer("figcheck", "figcheck", figcheck),
    Peer("duckling (native binding)", "pyduckling-native-phihos", duckling),
    Peer("recognizers-text", "recognizers-text-suite", recognizers),
    Peer("quantulum3", "quantulum3", quantulum),
    Peer("text2num", "text2num", text2num),
    Peer("number-parser", "number-parser", number_parser),
)


def labelled(gold: Path | None) -> list[Labelled]:
    if gold is None:
        with PHRASES.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        return [Labelled(row["phrase"], row["qualifier"], _ends(row)) for row in rows]
    found = []
    for line in gold.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        qualifier = RELATIONS.get(row["relation"], row["relation"])
        pair = (row["value_low"], row["value_high"]) if qualifier == "between" else (row["value"],)
        found.append(Labelled(row["phrase"], qualifier, () if qualifier == "vague" else pair))
    return found


def _ends(row: dict[str, str]) -> tuple[float, ...]:
    if row["qualifier"] == "between":
        return tuple(float(row[name]) for name in ("low", "high"))
    return (float(row["value"]),) if row["value"] else ()


def same(got: list[float], wanted: tuple[float, ...]) -> bool:
    return len(got) == len(wanted) and all(math.isclose(a, b, rel_tol=1e-4) for a, b in zip(got, wanted, strict=True))


def accuracy(read: Callable[[str], Answer], phrases: list[Labelled]) -> tuple[float, float]:
    """(percent with the numbers right, percent with numbers and qualifier right).

    A reader that knows no qualifiers holds every number to be exact. For a word of no number it is right to find none.
    """
    numbers = both = 0
    for phrase, qualifier, wanted in phrases:
        try:
            said, got = read(phrase)
        except Exception:  # another's reader may fail in any way; it is then wrong
            continue
        right = same(got, wanted)
        numbers += right
        held = "at_most" if said == "up_to" else said or "exact"
        both += right and (said is not None or bool(got)) and held == ("at_most" if qualifier == "up_to" else qualifier)
    return 100 * numbers / len(phrases), 100 * both / len(phrases)


def distinct(phrases: list[Labelled], count: int) -> list[str]:
    """Phrases, each once: those of the list, then again with other digits in their first number, and so on.

    The first digit of a number stays, so that ranges and shares stay in order, and of ranges all but the third and further
    digits; phrases whose numbers are short run out first.
    """
    draw = random.Random(2026)
    found = dict.fromkeys(phrase for phrase, _, _ in phrases)
    while len(found) < count:
        before = len(found)
        for phrase, qualifier, _ in phrases:
            first = re.search(r"[0-9][0-9,]*[0-9]", phrase)
            if first is None or "CI" in phrase:
                continue
            kept = first.start() + (2 if qualifier == "between" else 1)
            others = "".join(str(draw.randint(1, 9)) if c.isdigit() else c for c in phrase[kept : first.end()])
            found[phrase[:kept] + others + phrase[first.end() :]] = None
        if len(found) - before < 10:
            break
    return list(found)[:count]


def turn(read: Callable[[str], Answer], phrases: list[str], seconds: float, start: int) -> tuple[float, int]:
    """(phrases a second, where the turn ended) of reading phrases for so many seconds."""
    done, began = 0, time.process_time()
    while (spent := time.process_time() - began) < seconds:
        for _ in range(20):
            with suppress(Exception):  # another's reader may fail in any way
                read(phrases[(start + done) % len(phrases)])
            done += 1
    return done / spent, start + done


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--gold", type=Path)
    cli.add_argument("--seconds", type=float, default=1.5)
    cli.add_argument("--write", type=Path)
    asked = cli.parse_args()
    warnings.simplefilter("ignore")
    phrases = labelled(asked.gold)
    mix = distinct(phrases, 60_000)
    digits = [f"{n:,}" for n in range(1000, 300_000)]
    readers, missing = {}, {}
    for peer in PEERS:
        try:
            readers[peer.name] = peer.load()
            readers[peer.name]("more than 27")
        except Exception as cause:  # not installed, or broken: said in the table
            readers.pop(peer.name, None)
            missing[peer.name] = f"{type(cause).__name__}: {cause}".splitlines()[0]
    speeds = dict.fromkeys(readers, 0.0)
    plain = dict.fromkeys(readers, 0.0)
    ends = dict.fromkeys(readers, 0)
    for _ in range(3):
        for name, read in readers.items():
            speed, ends[name] = turn(read, mix, asked.seconds, ends[name])
            speeds[name] = max(speeds[name], speed)
            plain[name] = max(plain[name], turn(read, digits, asked.seconds / 3, ends[name])[0])
    rows = []
    for peer in PEERS:
        if peer.name in missing:
            rows.append(f"| {peer.name} | | does not run here: {missing[peer.name]} | | | | |")
            continue
        numbers, both = accuracy(readers[peer.name], phrases)
        ratio = speeds["figcheck"] / speeds[peer.name]
        rows.append(
            f"| {peer.name} | {_version(peer.distribution)} | {speeds[peer.name]:,.0f} | {plain[peer.name]:,.0f} "
            f"| {'' if peer.name == 'figcheck' else f'{ratio:,.1f} times'} | {numbers:.1f} % | {both:.1f} % |"
        )
    what = "labelled phrases given by the caller" if asked.gold else "phrases of tests/data/phrases_en.csv"
    table = "\n".join(
        [
            "| parser | version | distinct phrases a second | plain digits a second | figcheck is faster by | numbers right "
            "| numbers and qualifier right |",
            "|---|---|---|---|---|---|---|",
            *rows,
        ]
    )
    when = f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, one core, {len(phrases)} {what}"
    print(f"{table}\n\n{when}")
    if asked.write:
        kept = asked.write.read_text(encoding="utf-8").partition(BY_LANGUAGE) if asked.write.exists() else ("", "", "")
        asked.write.write_text(PAGE.format(table=table, when=when) + kept[1] + kept[2], encoding="utf-8")


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "unknown"


PAGE = """# figcheck and other parsers of numbers

`python benchmarks/peers.py --write docs/peers.md` writes this page. Do not edit it by hand. {when}.

{table}

- All parsers run in one process, in turns, on the same phrases. The best of three turns counts, in processor time. The
  speed test repeats no phrase: it uses the list, and then the list with other digits.
- *Numbers right*: the parser finds all numbers of the phrase and no others. That is both ends of a range, and none for
  "dozens".
- *Numbers and qualifier right*: it also says whether the words mean more than, at least, about or nearly. A parser that
  knows no qualifiers is right where the number is exact.
- The phrases of `tests/data/phrases_en.csv` are figcheck's own tests, so figcheck reads all of them. The column shows
  how far the others are from this task. It does not show how well figcheck reads new text.
"""

if __name__ == "__main__":
    main()
