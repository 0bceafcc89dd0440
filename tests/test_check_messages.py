"""What a person needs to judge a discrepancy stands in its message: both figures, whose, for when, and the gap."""

from __future__ import annotations

import json
import re

import pandas as pd
import pytest
from conftest import each
from hypothesis import given
from hypothesis import strategies as st

from figcheck import parse_figure
from figcheck.commands.rule_examples import EXAMPLE_TODAY
from figcheck.compare.cards.card import Example, RuleCard
from figcheck.compare.cards.examples import example_ledger
from figcheck.compare.cards.shipped import catalogue
from figcheck.compare.engine import CardSession
from figcheck.compare.find_discrepancies import find_discrepancies
from figcheck.parse.claims import parse_claims
from figcheck.provenance.copies import evidence_table
from figcheck.read.vocabulary_yaml import common_vocabulary, merge, read_vocabulary
from figcheck.report.assemble import assemble_report
from figcheck.report.card_text import card_text
from figcheck.report.claims_for_report import claims_for_report
from figcheck.report.gap_in_words import Printed, apart_words
from figcheck.report.wording import in_words
from figcheck.validate.validation import validate

NOT_PROSE = re.compile(r"  | [.,;:]|[.,;:]{2}|\(\)|“”|\[\[|\]\]|[{}]|\(not given\)")


@pytest.fixture(scope="module")
def cards() -> dict[str, RuleCard]:
    return {card.code: card for card in catalogue([], examples=True).cards}


@pytest.fixture(scope="module")
def session():
    with CardSession() as session:
        yield session


def report_of(card: RuleCard, example: Example, session: CardSession) -> pd.DataFrame:
    """The report of what a card finds in one of its examples."""
    claims, _ = example_ledger(example)
    declared = merge({"": common_vocabulary(), "v": read_vocabulary(example.vocabulary_text, "v")})
    parsed = parse_claims(claims, declared)
    validation = validate(parsed, declared, example.today or EXAMPLE_TODAY)
    checked = find_discrepancies(validation, declared, [card], session, EXAMPLE_TODAY, evidence_table)
    return assemble_report(checked.rows, claims_for_report(parsed, checked.tables), {card.code: card_text(card)})


def flagged(card: RuleCard) -> list[Example]:
    """What a card must find."""
    return [example for example in card.examples if example.section == "flagged"]


@pytest.mark.parametrize("code", ["FC301"])
def test_a_message_is_prose_that_says_what_a_person_needs(code, cards, session):
    assert_says_it_all(cards[code], flagged(cards[code])[0], session)


@pytest.mark.slow
@pytest.mark.parametrize("family", "12345678")
def test_so_is_every_message_of_every_rule(family, cards, session):
    for card in cards.values():
        if card.code[2] == family and card.about not in ("waiver", "copy"):
            for example in flagged(card):
                assert_says_it_all(card, example, session)


def assert_is_prose(report: pd.DataFrame) -> None:
    assert len(report)
    for said in [*report["message"], *report["mend"]]:
        assert not NOT_PROSE.search(said), said
        assert said[-1] in ".?", said


def assert_says_it_all(card: RuleCard, example: Example, session: CardSession) -> None:
    report = report_of(card, example, session)
    assert_is_prose(report)
    if card.query is None or card.code[2] not in "3456":
        return
    for row in report.to_dict("records"):
        message = row["message"]
        assert "inconsistent" in message.casefold(), message
        sides = ["", "against_"] if isinstance(row["against_id"], str) else [""]
        for side in sides:
            named = [in_words(row[f"{side}figure"]), in_words(row[f"{side}as_of"], "as_of")]
            named += [row[f"{side}{who}"] for who in ("source", "origin") if isinstance(row[f"{side}{who}"], str)]
            for word in named:
                assert word in message, f"{word} is not in: {message}"
        if not pd.isna(row["gap"]) and row["gap"] > 0:
            assert in_words(int(row["gap"])) in message, message


@pytest.mark.slow
def test_a_quote_that_stands_struck_out_is_said_to_stand_so(figcheck, write):
    write("figures/evidence/page.html", "<p>In all, <del>27,238</del> <ins>27,328</ins> people left")
    heading = "claim_id,event,measure,figure,source,published,as_of,origin,quote,archive\n"
    row = 'a,flood,displaced,"27,238",AFP,2024-01-15,2024-01-14,mayor,"In all, 27,238 people",evidence/page.html\n'
    write("figures/a.csv", heading + row + row.replace("a,", "b,", 1).replace("27,238", "27,999"))
    done = figcheck("run", "figures", "--select", "FC709", "--as-of", "2024-03-01", "--format", "jsonl")
    said = [json.loads(line)["message"].partition(". The most")[0] for line in done.stdout.splitlines()]
    assert said == [
        "The quote of a is inconsistent with its copy evidence/page.html, where it stands struck out",
        "The quote of b is inconsistent with its copy evidence/page.html, which does not contain it",
    ]


HEADING = "claim_id,event,measure,figure,source,published,as_of,origin,population,url\n"


def messages(figcheck, write, *rows: str, select: str) -> list[str]:
    """What a run says of a ledger of these rows, in the order of the report."""
    write("figures/a.csv", HEADING + "\n".join(rows) + "\n")
    done = figcheck("run", "figures", "--select", select, "--as-of", "2024-03-01", "--format", "jsonl")
    return [json.loads(line)["message"] for line in done.stdout.splitlines()]


GAPS = [
    ("321", "312", "by 9."),
    ("more than 1,300", "1,262", "by 39, since “more than 1,300” begins at 1,301."),
    ("202,400", "20,204", "by 182,196, or by 182,146 with 50 allowed for the rounding of “202,400”."),
    ("between 300 and 350", "120", "by 180."),
]


@pytest.mark.parametrize(("figure", "other", "words"), each(GAPS, quick=GAPS[1:2]))
def test_a_gap_can_be_worked_out_from_the_printed_numbers(figcheck, write, figure, other, words):
    rows = [
        f'a,flood,killed,"{figure}",AFP,2024-01-14,2024-01-14,mayor,,',
        f'b,flood,killed,"{other}",AP,2024-01-14,2024-01-14,army,,',
    ]
    (said,) = messages(figcheck, write, *rows, select="FC301")
    assert f"The two are inconsistent {words}" in said


@given(
    value=st.integers(1, 10**7),
    other=st.integers(1, 10**7),
    hedges=st.lists(st.sampled_from(["", "about ", "nearly ", "more than ", "at least "]), min_size=2, max_size=2),
)
def test_the_leeway_that_is_said_makes_the_gap_of_the_printed_numbers(value, other, hedges):
    sides = []
    for number, hedge in zip((value, other), hedges, strict=True):
        read = parse_figure(f"{hedge}{number:,}")
        sides.append(
            Printed(read.figure, read.qualifier, number, read.low, read.high, read.implied_low, read.implied_high, None)
        )
    below, above = sorted(sides, key=lambda side: side.low)
    if below.high is None or below.high >= above.low:
        return
    gap = above.low - below.high
    said = apart_words(gap, below, above)
    first = int(re.search(r"by ([\d,]+)", said)[1].replace(",", ""))
    leeways = [int(n.replace(",", "")) for n in re.findall(r"([\d,]+)(?: allowed)? for the", said)]
    assert first - sum(leeways) == gap
    assert abs(first - abs(value - other)) == said.count("begins at") + said.count("ends at")


@pytest.mark.slow
def test_one_claim_of_a_habit_is_not_counted(figcheck, write):
    row = "{0},flood,killed,about 253,{1},2024-01-14,2024-01-14,mayor,,"
    assert "such claims" not in messages(figcheck, write, row.format("a", "AP"), select="FC203")[0]
    two = [row.format("a", "AP"), row.format("b", "AP").replace("253", "257")]
    assert messages(figcheck, write, *two, select="FC203")[0].endswith("This source has 2 such claims.")


@pytest.mark.slow
def test_a_source_that_keeps_no_copies_is_named_once(figcheck, write):
    row = "{0},flood,killed,25{0},{1},2024-01-14,2024-01-14,mayor,,https://example.org/{0}"
    (said,) = messages(figcheck, write, row.format(1, "AP"), row.format(2, "AP"), select="FC708")
    assert said.startswith("2 claims of AP have an address, but not an archived copy. The first is")
    (said,) = messages(figcheck, write, row.format(1, "AP"), row.format(2, "AP"), row.format(3, "AFP"), select="FC708")
    assert "copy. AP has 2 of them, and 1 more source has the rest. The first is" in said


@pytest.mark.slow
def test_a_population_that_says_how_stands_behind_the_dead(figcheck, write):
    row = "a,flood,killed,about 253,AP,2024-01-14,2024-01-14,mayor,by landslides,"
    assert "“about 253” killed by landslides" in messages(figcheck, write, row, select="FC203")[0]
