"""Millions of invented figures and mutated files, none of which may crash a reader or break a law.

usage: python benchmarks/fuzz.py [KIND ...] [--count N] [--seed S] [--full PERCENT]

A KIND is figures, ledgers, vocabularies, settings, waivers, baselines or cards, each tried --count times; without one, only figures
are. Files are those of tests/mutated_files.py, which says what must hold of them.

The figures are, by turns: phrases of every lexicon with other digits; the words of a lexicon, numbers and signs in any order; the
same glued together; phrases with letters lost, doubled or swapped; and any characters at all. Each is read in the language of its
words, in another one, or with no language named. What must hold of a reading stands in tests/figure_laws.py.
Of some (--full) a second reading, without anything kept from before, must be equal to the first. Prints count and rate, and
exits 1 at the first figure, or file, that breaks a law.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from figure_laws import assert_answer
from mutated_files import KINDS, mutated

from figcheck.parse import parse_figure
from figcheck.parse.figure import read_in_full
from figcheck.parse.words.load_lexicon import languages, lexicon
from figcheck.parse.words.templates import expanded, place

SIGNS = [*"-–—+%/><≥≤~±½,.()?$'’\"*", "k", "m", "٬", "٫", "،", "\u200f", "\u00a0", "\u202f", " "]
NUMBERS = [
    "0",
    "1",
    "2",
    "27",
    "100",
    "1,200",
    "26 271",
    "1.5",
    "99%",
    "3/4",
    "1,00,000",
    "27,00",
    "2024",
    "95% CI",
    "٢٧",
    "10.000",
]


class Inventor:
    """Invents figures of one language."""

    def __init__(self, code: str, draw: random.Random) -> None:
        lex = lexicon(code)
        assert lex is not None
        self.draw = draw
        self.words = sorted(lex.morphemes.whole)
        said = [phrase for q in lex.source["qualifiers"] for one in q["phrases"] for phrase in expanded(one)]
        self.phrases = [pieces for phrase in said if len(pieces := place(phrase)) > 1]
        self.nouns = ["", *(f" {word}" for word in lex.source["ignored"]["people"][:20])]
        others = [self.soup, self.soup, self.noise, self.noise, self.glued, self.misspelt]
        self.kinds: list[Callable[[], str]] = [self.phrase] * 14 + others

    def number(self) -> str:
        n = self.draw.randrange(10 ** self.draw.randrange(1, 13))
        form = self.draw.randrange(6)
        return (
            f"{n:,}"
            if form < 2
            else str(n)
            if form < 4
            else f"{n / 10:.1f}"
            if form == 4
            else self.draw.choice(NUMBERS)
        )

    def phrase(self) -> str:
        pieces = self.draw.choice(self.phrases)
        return "".join([pieces[0], *(self.number() + piece for piece in pieces[1:])]) + self.draw.choice(self.nouns)

    def soup(self) -> str:
        pools = (self.words, self.words, NUMBERS, SIGNS)
        return " ".join(self.draw.choice(self.draw.choice(pools)) for _ in range(self.draw.randrange(1, 9)))

    def glued(self) -> str:
        pools = (self.words, NUMBERS, SIGNS)
        return "".join(self.draw.choice(self.draw.choice(pools)) for _ in range(self.draw.randrange(1, 7)))

    def misspelt(self) -> str:
        text = self.phrase()
        i = self.draw.randrange(len(text))
        return self.draw.choice(
            (text[:i] + text[i + 1 :], text[:i] + text[i : i + 1] * 2 + text[i + 1 :], text[:i] + text[i:][::-1])
        )

    def noise(self) -> str:
        top = self.draw.choice((128, 0x700, 0x3000, 0x11000))
        return "".join(chr(self.draw.randrange(top)) for _ in range(self.draw.randrange(20)))


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("kinds", nargs="*", choices=["figures", *KINDS, []], default=["figures"], metavar="KIND")
    cli.add_argument("--count", type=int, default=100_000)
    cli.add_argument("--seed", type=int, default=2026)
    cli.add_argument("--full", type=float, default=2.0)
    asked = cli.parse_args()
    for kind in asked.kinds:
        began = time.monotonic()
        try_figures = kind == "figures"
        made = figures(asked.count, asked.seed, asked.full) if try_figures else files(kind, asked.count, asked.seed)
        spent = time.monotonic() - began
        rate = f"{asked.count:,} in {spent:,.0f} s ({asked.count / spent:,.0f} a second), seed {asked.seed}"
        print(f"{kind}: {rate}: no crash, no broken law")
        print("  " + ", ".join(f"{name} {count:,}" for name, count in made.most_common()), flush=True)


def files(kind: str, count: int, seed: int) -> Counter[str]:
    """What came of mutated files of a kind."""
    draw, outcomes = random.Random(seed), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        before = Path.cwd()
        os.chdir(folder)
        path = Path(folder) / KINDS[kind].name
        for done in range(1, count + 1):
            data = mutated(KINDS[kind], draw)
            path.write_bytes(data)
            try:
                outcomes[KINDS[kind].check(path)] += 1
            except Exception as cause:
                print(f"{kind}, file {done}: {data!r}\n{_what_failed(cause)}")
                sys.exit(1)
        os.chdir(before)
    return outcomes


def figures(count: int, seed: int, full: float) -> Counter[str]:
    """What came of invented figures."""
    draw = random.Random(seed)
    codes = languages()
    inventors = {code: Inventor(code, draw) for code in codes}
    read = Counter[str]()
    for done in range(1, count + 1):
        code = codes[done % len(codes)]
        inventor = inventors[code]
        text = draw.choice(inventor.kinds)()
        chance = draw.random()
        lang = code if chance < 0.6 else None if chance < 0.9 else draw.choice(codes)
        try:
            figure = parse_figure(text, lang)
            assert_answer(text, figure)
            if draw.random() * 100 < full:
                assert figure == read_in_full(text, lang), "reading it again in full gives another figure"
        except Exception as cause:
            print(f"input {done}: {text!r} (lang {lang})\n{_what_failed(cause)}")
            sys.exit(1)
        read["unreadable" if figure.error else figure.qualifier or ""] += 1
    return read


def _what_failed(cause: Exception) -> str:
    """The error, and the line that raised it: a law, where it is an AssertionError."""
    last = traceback.extract_tb(cause.__traceback__)[-1]
    return f"{type(cause).__name__} {cause}\n{Path(last.filename).name}:{last.lineno}: {last.line}"


if __name__ == "__main__":
    main()
