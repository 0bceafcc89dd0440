"""What `compare` works out about claims that may be compared: who took them from whom, and what cannot all be true."""

from __future__ import annotations

from figcheck.model.tables.table import Table, day, flag, position, text, whole_number


class Containment(Table, per="pair of a cell and a part of it"):
    """A cell is part of another when no name of it is outside the other's, one of them is properly inside, and all else is
    equal. The vocabularies say what is inside what. The measures imply it for the dead, the missing and the survivors among
    the people aboard, and for the people in hospital among the injured.
    """

    part_cell = whole_number("`cell` of the part")
    whole_cell = whole_number("`cell` of the whole")
    compared = text(
        "the whole's days with which a day of the part is compared: `same`; `later`: the same and later ones; `any`"
    )
    implied = flag("no vocabulary puts the part inside the whole: the measures imply it")


class Citations(Table, per="claim, in the order of `figures`"):
    """`via` is followed to its end."""

    claim_id = text("the claim")
    parent_id = text("the claim that it was taken from", "it was taken from none, or that claim is not valid")
    root_id = text("the first claim of the chain; itself without a parent", "the chain ends in a circle")
    depth = whole_number("how many links the chain has", "the chain ends in a circle")
    ends_in_circle = flag("the chain of `via` runs into a circle")
    parent = position("place of `parent_id` in `figures`, -1 for none")
    root = position("place of `root_id` in `figures`, -1 for none")


class Links(Table, per="claim that was taken from another valid claim"):
    """Both claims as their words were printed, without a stated interval. A claim that names itself is left out."""

    claim_id = text("the copy")
    parent_id = text("the claim that it was taken from")
    same_scope = flag("event, measure, population, place, kind and unit are the same")
    same_day = flag("both hold for one day, or one of them gives none")
    low = whole_number("low of the copy", "it does not count people or households")
    high = whole_number("high of the copy", "nothing bounds it, or it counts something else")
    low_hard = flag("the words of the copy assert `low`")
    high_hard = flag("the words of the copy assert `high`")
    parent_low = whole_number("low of its source", "as for `low`")
    parent_high = whole_number("high of its source", "as for `high`")
    parent_low_hard = flag("the words of the source assert `parent_low`")
    parent_high_hard = flag("the words of the source assert `parent_high`")
    ranges_meet = flag("the two ranges have a common value; true where a bound is not known")
    matches_update = flag(
        "the ranges do not meet, and the last figure that the source's origin gave before the copy was printed meets the copy"
    )
    at = position("place of the copy in `figures`")
    parent_at = position("place of its source in `figures`")


class Circles(Table, per="circle of citations"):
    """Claims that were, in the end, taken from themselves."""

    claim_id = text("the claim of the circle that was published first")
    against_id = text("the claim that it was taken from", "it names itself")
    claim_count = whole_number("how many claims the circle has")
    path = text("their ids in order, joined by ←, six at most")


class Denied(Table, per="claim that repeats a figure its origin denied"):
    """A copy repeats a denied figure as long as its range still meets that of its source. The denied claim has no row."""

    claim_id = text("the claim that repeats it")
    denied_id = text("the claim with the status denied")
    linked_by = text(
        "`via`: it was taken from the denied claim; `origin`: the same origin gives the same range in the same cell"
    )


class Revisions(Table, per="declared revision"):
    """What claims declare by `revises`."""

    claim_id = text("the newer claim")
    revised_id = text("the claim that it replaces")
    same_cell = flag("both count the same thing")
    cause = text("what the difference is, as a clause: the attackers, or the words of a note", "nothing says it")


class Reissues(Table, per="claim whose number a later publication of the series changed"):
    """A source, or a counter, publishes a series again: for five days or more of one cell a later publication has numbers that
    exclude those that it had published before. Days with other numbers count when no more than 14 days that both publications
    give lie between two of them. A period or a state that changed ten times as much as any of the seven before and after it has
    another cause and is left out.
    """

    claim_id = text("the older claim")
    against_id = text("the claim of the later publication for the same day")
    gap = whole_number("by how many people the two numbers miss each other")
    hard = flag("the words assert both bounds that miss")
    reissue = whole_number("what one row of a report stands for: the series")
    published_on = day(
        "the day of the later publication; where the older one is of that day too, `retrieved` of the later one"
    )
    is_last = flag("no later publication of the series changed other numbers")
    day_count = whole_number("how many days both publications give")


class StaleCopies(Table, per="claim that repeats a revised or withdrawn one, and a revision of that"):
    """A claim repeats another when it was taken from it, directly or through others, or when the same origin gives the same
    range in the same cell. Dates are for the card to compare.
    """

    claim_id = text("the claim that repeats")
    revised_id = text("the revised or withdrawn claim")
    revision_id = text("the claim that replaced it", "it was withdrawn, and no claim replaces it")


class Series(Table, per="dated total"):
    """What the claim's own series (one cell, source and origin) says before and after it."""

    claim_id = text("the claim")
    series = whole_number("number of the series")
    floor_before = whole_number("the highest low of an earlier day", "no day is earlier")
    floor_id = text("the claim that gives it", "no day is earlier")
    ceiling_after = whole_number("the lowest high of a later day", "no day is later, or nothing bounds it")
    ceiling_id = text("the claim that gives it", "as for `ceiling_after`")


class Newest(Table, per="dated total that was printed when the ledger held a newer one, and such a newer one"):
    """Of an open event the newest total of the cell, of any event the newest of the claim's own origin. A claim whose source
    printed a newer total of the same cell on the same day has no row: it belongs to a series."""

    claim_id = text("the claim")
    newest_id = text("the newest claim of its cell, or of its origin in the cell, that was published by then")
    newest_began_later = flag("the newer total counts from a later day, so it counts a part of the time")


class RepeatedNumbers(
    Table, per="cell and counter whose number two sources or more print and no other counter confirms"
):
    """Sources that repeat one counter are one voice. They rest on one counter when they name one origin, or one chain of
    `via` joins them. The number that most sources print is given.
    """

    claim_id = text("the first of these claims")
    last_id = text("the last one that another source published")
    source_count = whole_number("how many sources print the number")
    sources_words = text("who they are, five at most")
    counter = text("who counted")


class Independence(Table, per="claim, in the order of `figures`"):
    """Whose voice a claim is. Reports and traces read this table, cards do not."""

    claim_id = text("the claim")
    counter = text("who counted", "nobody is named")
    voice = whole_number("claims of a cell share this number when they are not independent", "no counter or no cell")
    upheld = flag("an independent claim of the same cell and day gives a number inside its range, or the same range")


class Infeasible(Table, per="claim that must be left out so that the rest of its group can be true"):
    """What `falls`, `conflicts` and `tensions` rest on. Claims are named by their index in the table that was asked about."""

    accused = position("the claim that is accused")
    against = position("the claim that it misses most")
    gap = whole_number("by how many people the two ranges miss each other")
    hard = flag("the words assert both bounds that miss, or one number is ten times the other")
    stretch = position("number of the stretch of the group that hangs together")
    group = position("number of the group")
    version_count = whole_number(
        "how many irreconcilable versions the claims of the two days and of those between them make"
    )
    version_ranges = text("what these versions say, in words; empty for a long stretch")
    undecided = flag("nothing shows which of the two is wrong: the witness could be accused as well")


class _Accused(Table):
    claim_id = text("the claim that is accused")
    against_id = text("the claim that it misses most")
    gap = whole_number("by how many people the two ranges miss each other")
    hard = flag("the words assert both bounds that miss, or one number is ten times the other")
    one_origin = flag("the two have one origin, one source that names no two origins, or one chain of `via`")


class _Misdated(Table):
    misdated_id = text(
        "which of the two claims has an address that names another day, on which it would not be in the way",
        "neither has",
    )
    misdated_day = day("the day that this address names", "neither has one")


class _Versions(Table):
    version_count = whole_number(
        "how many irreconcilable versions the claims of the two days and of those between them make"
    )
    version_ranges = text("what these versions say, in words; empty for a long stretch")
    others_words = text(
        "the other claims of its row of a report, with their days, six at most",
        "there is none, or another is the widest",
    )
    explanation = text("an innocent cause that the data themselves show", "none is known")


class Falls(_Accused, _Misdated, _Versions, per="claim to correct in a series that falls"):
    """A total does not fall from one day to a later one within one source and origin. What must be left out so that the rest
    rises is accused: the fewest claims that do it.
    """

    series = whole_number("number of the series")
    stretch = whole_number("number of the stretch of the series that hangs together")
    same_number_id = text(
        "a claim of another day, of the same cell and origin, with the very same number", "there is none"
    )


class Conflicts(_Accused, _Misdated, _Versions, per="claim to correct in a cell that cannot be true"):
    """Claims that one truth cannot explain by their words. What must be left out so that the rest can be true is accused: the
    fewest claims that do it. Series that fall by themselves are in `falls`.
    """

    cell = whole_number("number of the cell")
    dispute = whole_number(
        "what one row of a report stands for: the claims of one origin against another, or a stretch within an origin"
    )
    claim_count = whole_number("how many claims the dispute has")
    first_day = day("its first day", "its claims have no date")
    last_day = day("its last day", "its claims have no date")
    undecided = flag("nothing in the ledger shows which of the two claims is wrong")
    feared = flag("one of the two is a fear")


class Tensions(Conflicts, per="claim to correct in a cell that readers take to be untrue"):
    """As `conflicts`, of claims that are possible by their words and not by what a reader takes from them."""


class Excesses(_Accused, per="part above its whole, the widest miss of each origin of a part or a whole"):
    """A part of the same day or an earlier one has more people than its whole."""

    claim_id = text("the part")
    against_id = text("the whole that it exceeds")
    part_cell = whole_number("`cell` of the part")
    whole_cell = whole_number("`cell` of the whole")
    whole_revises_part = flag("the whole is the declared revision of the part")
    implied = flag("no vocabulary puts the part inside the whole: the measures imply it")
    explanation = text("an innocent cause that a note states: others are counted too", "none is known")
    claim_count = whole_number(
        "how many claims of the part, by its counter, exceed a claim of the whole by that other counter"
    )
    others_words = text("the others of them, with their days, six at most", "there is no other")
    others_ids = text("ids of all the others, with semicolons between them", "there is no other")


class NotCompared(Table, per="claim that was compared with nothing"):
    """A claim is compared where another counts the same, contains it or is contained in it, adds up with it, is taken from it, or
    revises it. Every claim that was read is compared or stands here, also one that could not be read whole. An exact repeat stands
    here if the claim that it repeats does.
    """

    row = whole_number("index of the claim in the table `claims`")
    claim_id = text("the claim", "it has no id")
    event = text("its event", "the cell is empty")
    measure = text("its measure", "the cell is empty")
    population = text("its population", "the cell is empty")
    place = text("its place", "the cell is empty")
    figure = text("its words as printed", "the cell is empty")
    source = text("who printed it", "the cell is empty")
    as_of = text("the day for which it holds", "the cell is empty")
    file = text("the ledger of the claim")
    line = whole_number("its line in it")
    why = text('the reason, as "claims …" goes on: without another claim of the same place')
