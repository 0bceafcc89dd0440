"""What `compare` works out of the numbers: sums, daily numbers, changes, shares, jumps, and slips of a digit."""

from __future__ import annotations

from figcheck.model.tables.table import Table, day, flag, number, position, text, whole_number


class _Sum(Table):
    claim_id = text("the claim that the row is about")
    sum_low = whole_number("the fewest that they come to")
    sum_high = whole_number("the most that they come to", "one has no upper bound")
    sum_low_hard = flag("the words of all assert their low")
    sum_high_hard = flag("the words of all assert their high")
    sum_implied_low = whole_number("the fewest that they come to as a reader takes them")
    sum_implied_high = whole_number("the most that they come to as a reader takes them", "one has no upper bound")
    one_origin = flag("all have one origin, or one source that names no two origins")


class Sums(_Sum, per="sum that can be tested"):
    """A whole and the total of its exhaustive parts, declared by `sums_to`, or by a vocabulary's `partition` when one origin
    gives the whole and at least two parts for one day. A sum with a part of another day has no row, unless the parts are the
    numbers of periods within what the whole counts.
    """

    claim_id = text("the whole")
    against_id = text("the largest part")
    part_count = whole_number("how many parts")
    part_ids = text('their ids, joined by "; "')
    parts_words = text("the sum spelt out: the first eight figures with their ids")
    part_missing = flag("another part is not known: the sum can be too large, and not too small")


class Stretches(_Sum, per="stretch of time with the change of a total and the daily numbers within it"):
    """What `intervals` rests on."""

    claim_id = text("the increment that closes the stretch")
    start_id = text("the total at its start")
    end_id = text("the total at its end")
    increment_count = whole_number("how many increments fill it")
    days = whole_number("how long it is")
    claim_at = position("place of the increment in `figures`")
    start_at = position("place of the total at the start in `figures`")
    end_at = position("place of the total at the end in `figures`")


class Intervals(Stretches, per="stretch of time with the change of a total and the daily numbers within it"):
    """Daily numbers (increments) fill a stretch when each begins on the day on which the one before ended. `sum_…` is what they
    come to. Of one origin all is taken as a reader takes it.
    """

    increments_least = whole_number("the fewest that the increments come to, as compared")
    increments_most = whole_number("the most that the increments come to, as compared", "one has no upper bound")
    change_least = whole_number("the least by which the total changed", "the earlier total has no upper bound")
    change_most = whole_number("the most by which the total changed", "the later total has no upper bound")
    difference = whole_number("by how many the increments are too many, below 0 too few; 0: they agree")
    hard = flag("the words assert the bounds that miss")
    total_between_id = text(
        "the total that it shares with the next stretch, which misses by the same number the other way", "there is none"
    )
    reported_elsewhere = flag("the stretch before has it in `total_between_id`, and is reported for both")
    repeated_day = day(
        "the day whose total `total_between_id` repeats: it was carried over by a day", "it repeats none"
    )
    also_day = day(
        "the day before, for which no number is given: the increment is the change of both days", "it is not"
    )
    exchanged_id = text(
        "the increment of the next day, which fits this day as this one fits that: the two are exchanged",
        "there is none",
    )
    misdated_id = text("the claim whose address names another day, which would make the numbers agree", "there is none")
    misdated_day = day("the day that this address names", "there is none")
    explanation = text("an innocent cause that the data themselves show", "none is known")


class _StatedAndActual(Table):
    claim_id = text("the claim that the row is about")
    stated_least = whole_number("the fewest people that the words allow", "the words leave it open")
    stated_most = whole_number("the most people that the words allow", "the words leave it open")
    stated_least_hard = flag("the words assert `stated_least`")
    stated_most_hard = flag("the words assert `stated_most`")
    actual_least = whole_number("the fewest people that the two figures leave room for", "they leave it open")
    actual_most = whole_number("the most people that the two figures leave room for", "they leave it open")
    actual_least_hard = flag("the words of the two figures assert `actual_least`")
    actual_most_hard = flag("the words of the two figures assert `actual_most`")


class Changes(_StatedAndActual, per="stated change whose two figures are known"):
    """The rise or fall that a claim states, next to the one that its two figures give; a fall lies below zero. "1,290" says neither
    up nor down, and is compared with the size of the change.
    """

    claim_id = text("the claim that states the change")
    from_id = text("the figure before")
    to_id = text("the figure after")
    direction = whole_number('1 for "rose by 1,290", -1 for "fell by 1,290", 0 for "1,290"')


class Shares(_StatedAndActual, per="stated share whose part and whole are known"):
    """What a share ("45 percent of the dead") would be in people, next to the number that the same origin gives for the part. The
    whole is named by the claim, or is the one claim of that origin and day whose population or place contains the share's.
    """

    claim_id = text("the claim that states the share")
    part_id = text("the number of the part")
    whole_id = text("the number of the whole")


class Jumps(Table, per="total that rises by more than 5 percent within a day"):
    """From the newest earlier claim of its cell and origin. Copies, estimates and claims that a conflict accuses are left out."""

    claim_id = text("the total after the rise")
    before_id = text("the total before the rise")
    days = whole_number("how long the rise took")
    rise = whole_number("the least number of people that the two ranges leave between them")
    rate = number("`rise` in people a day")
    usual_rate = number("the median rate of the fourteen steps before", "no such steps")
    steps_before = whole_number("how many steps of that origin came before")
    steps_after = whole_number("how many claims of that origin follow")
    event_age_days = whole_number("days since the event began, or since the first claim of the cell")
    explanation = text("what declares the rise", "nothing does")


class DigitSlips(Table, per="claim whose number another explains by one slip of the hand"):
    """Looked for only among claims that were copied or are in conflict. The strongest link decides."""

    claim_id = text("the claim with the slip")
    against_id = text("the claim that explains it")
    slip = text("`swapped`: two neighbouring digits; `added_or_dropped`: one digit; `changed`: one digit")
    reading = whole_number("the number without the slip")
    reading_count = whole_number(
        "how many numbers would do; more than 1 only for a digit more or less, read from a series"
    )
    linked_by = text(
        "`via`: it was taken from the other; `pair`: the two are in conflict; `same_day`: another printing by the same origin; "
        "`increments`: the total before and the daily numbers since then give the number; "
        "`series`: the number then fits between its neighbours"
    )
    before = whole_number("the number of the day before in its series, which the reading is not below", "not `series`")
    after = whole_number("the number of the day after in its series, which the reading is not above", "not `series`")
