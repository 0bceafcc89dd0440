"""The claims as rule cards read them, and what the vocabularies declare."""

from __future__ import annotations

from figcheck.model.tables.ledger import ValidClaims
from figcheck.model.tables.table import Table, day, flag, maybe_flag, position, text, whole_number


class Figures(ValidClaims, per="claim that can be compared"):
    """The range is the one that is compared. A stated confidence interval replaces the words, soft on both sides. A rate
    of a known period becomes the increment of that period. `compare` adds the columns from `stated_low` on, before any card
    runs.
    """

    row = position("index of the claim in the table `claims`")
    claim_order = whole_number(
        "place of the claim in an order by what claims say: no id decides which of two comes first"
    )
    basis = text("how the number is known: the claim's own basis, else that of the claim it was taken from, else count")
    stated_low = whole_number("low of the printed words, without the stated interval", "the unit is another")
    stated_high = whole_number("high of the printed words", "nothing bounds it, or the unit is another")
    stated_low_hard = maybe_flag("whether the words assert `stated_low`", for_cards=False)
    stated_high_hard = maybe_flag("whether the words assert `stated_high`", for_cards=False)
    has_own_basis = flag("the ledger gives a basis; false where it is inherited or the default")
    basis_class = text("reported (count, claim, fear, estimate), identified or projection; no two classes are compared")
    is_estimate = flag("an estimate or a fear: a count may lie below it")
    since = day("the day from which a total counts that starts anew within its event", "it does not", for_cards=False)
    replaced_on = day(
        "the day on which its source, or its origin, published the series again with other numbers",
        "it did not, or this is the later publication",
    )
    cell = whole_number(
        "claims of one cell count the same thing: event, measure, population, place, kind, phase, class of basis, unit, "
        "the start of a restarted total and `replaced_on` are the same",
        "the claim compares with nothing",
    )
    track = whole_number(
        "within a cell, the claims that one truth must explain: all of a total, those of one day for a state, those of one "
        "period for an increment",
        "the claim lacks the dates for it",
    )
    series = whole_number("the claims of one cell, source and origin", "the claim is in no cell", for_cards=False)
    not_compared = text(
        "why `track` is null, or the claim is one of several incidents", "it may be compared", for_cards=False
    )
    has_via = flag("the claim has `via`")
    is_faithful_copy = flag(
        "a copy whose range holds that of the claim it was taken from, of the same day, as counted or estimated as that one: "
        "it adds no voice"
    )
    is_current = flag(
        "not withdrawn, not revised within its cell, not copied from such a claim, not left above a declared revision of its "
        "own origin"
    )
    as_of_day = whole_number("`as_of` in days since 1970-01-01, for plain arithmetic", "`as_of` is null")
    published_day = whole_number("`published` in days since 1970-01-01", "`published` is null")
    period_start_day = whole_number("`period_start` in days since 1970-01-01", "`period_start` is null")
    half_grain = whole_number(
        "half of 10 to the number of zeros at the end of the number: 14,000 may stand for any within 500; 0 for 14,001"
    )
    moment = day(
        "`as_of`, and as many microseconds as totals of the same day come before the claim's place within it; the day after the "
        "last one for a final toll",
        "the claim has no day and is no final toll",
        for_cards=False,
    )
    is_final = flag("a final toll: an undated total of an event that has ended")
    in_sum_that_holds = flag("the whole or a part of a sum that adds up")
    in_step_that_holds = flag(
        "the total before plus a daily number is exactly the total after; the claim is one of the two"
    )
    is_counter = flag("the source is the origin, and took the figure from nobody")
    is_stale = flag("the source's number of the day before once more, while another source of the origin gives another")
    supporters = whole_number("how many other origins of the cell give the same number within three days")
    faithful_copies = whole_number("how many faithful copies the claim has, taken from it or from one another")


class Events(Table, per="declared event"):
    """What the vocabularies say of each event."""

    event = text("the event")
    start_date = day("when it began", "the vocabulary does not say")
    end_date = day("when it ended", "it goes on, or the vocabulary does not say")


class Wholes(Table, per="name of the ledger and a name that contains it"):
    """What the vocabularies declare by `contains` and `partition`, directly or through other names."""

    event = text("the event for which it holds")
    dimension = text("measure, population or place")
    part = text("the name of the part")
    whole = text("the name of the whole")
    with_living = flag("the whole is a measure that holds the injured or the missing too")


class Perpetrators(Table, per="event and place with a declared number of attackers who died"):
    """What the vocabularies say in `perpetrators_killed`."""

    event = text("the event")
    place = text("the place")
    killed = whole_number("how many attackers died there")
