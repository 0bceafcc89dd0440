"""What is found, how editors decide on it, and the archived copies."""

from __future__ import annotations

from figcheck.model.tables.table import Table, day, flag, mapping, maybe_flag, number, position, text, whole_number


class Evidence(Table, per="claim that names a copy beside its ledger"):
    """Each copy is opened once. Nothing is fetched."""

    claim_id = text("the claim")
    copy = text("path of the copy, beside the ledger")
    copy_state = text("ok, unrecorded, changed, missing, refused, unreadable, or unread: a package is not installed")
    why = text("what is wrong with the copy, as the end of a sentence", "nothing is, or it is missing")
    recorded_url = text("the address from which the copy was saved, by its record", "there is no record of it")
    saved = day("when it was saved, by its record, else `retrieved`", "nobody says")
    other_page = flag("it was saved from another address than the claim's")
    days_early = whole_number("by how many days it was saved before the claim was printed", "it was not")
    quote_in_copy = maybe_flag("the quote is in the copy", "there is no quote, or no text to look in")
    struck_out = flag("the quote is in the copy, but struck out there")
    nearest_passage = text("the passage most like the quote", "the quote is in the copy, or nothing is like it")
    instead = text("the same as a clause", "the quote is in the copy")
    alike = whole_number("how like the quote it is, in percent", "as for `nearest_passage`")
    numbers_differ = maybe_flag("quote and passage have different numbers", "as for `nearest_passage`")


class Discrepancies(Table, per="row that a card of lower code found"):
    """What was found so far. The rows of the cards that have no query are not among them."""

    code = text("code of the rule")
    claim_id = text("the claim that is accused")
    against_id = text("its witness", "there is none")
    severity = text("error, warning or note")
    status = text("new or explained")
    gap = whole_number("by how many people the two miss each other", "there is no number")


class Found(Discrepancies, per="row that a card found"):
    """What the queries of the cards returned, checked and in order."""

    explanation = text("an innocent cause", "none is known")
    fields = mapping("the other columns that the query returned, for the message: a dict")


class Failures(Table, per="check that failed, of one claim or waiver"):
    """What figcheck's own checks find. A rule card that names the check makes a row of it, with a severity and words."""

    check = text("name of the check")
    row = whole_number("the claim or waiver: an index of the table that was checked")
    against_row = whole_number("the claim that was there before: an index of `claims`", "there is none")
    fields = mapping("the facts that the check gives for its message: a dict")


class Rows(Table, per="discrepancy"):
    """What `validate`, `compare` and the judging of waivers find, before it is put into words. `fields` may have `slip` (`code`,
    `claim_id`, `reading`): a typo card accuses one of the two claims, and the message ends with that question.
    """

    code = text("code of the rule")
    row = whole_number("the accused claim: an index of `claims`")
    against_row = whole_number("its witness: an index of `claims`", "there is none")
    severity = text("error, warning or note")
    status = text("new or explained")
    explanation = text("an innocent cause", "none is known")
    gap = whole_number("by how many people the two miss each other", "there is no number")
    fields = mapping("what else the message may say: a dict")


class Report(Table, per="discrepancy", table_name="report"):
    """The columns of `discrepancies.csv`, in order."""

    fingerprint = text("name of the discrepancy, which stays when rows move")
    state = text("a hash of the numbers and dates behind it")
    code = text("code of the rule")
    rule = text("name of the rule")
    severity = text("error, warning or note")
    status = text("new; explained by the data; waived by an editor; accepted in the baseline")
    event = text("event of the claim", "the claim has none")
    measure = text("measure of the claim", "the claim has none")
    population = text("population of the claim", "the claim has none")
    place = text("place of the claim", "the claim has none")
    claim_id = text("the claim that is accused", "it has no id")
    source = text("who printed it", "nobody is named")
    origin = text("who counted", "nobody is named")
    figure = text("its words as printed", "the cell is empty")
    low = whole_number("low of the range that was compared", "the figure is not a count")
    high = whole_number("high of the range that was compared", "nothing bounds it, or the figure is not a count")
    as_of = text("the day for which it holds, as written", "the cell is empty")
    published = text("when it was printed, as written", "the cell is empty")
    against_id = text("its witness", "there is none")
    against_source = text("who printed the witness", "there is none")
    against_origin = text("who counted the witness", "there is none, or nobody is named")
    against_figure = text("words of the witness", "there is none")
    against_low = whole_number("low of the witness", "there is none, or it is not a count")
    against_high = whole_number("high of the witness", "there is none, nothing bounds it, or it is not a count")
    against_as_of = text("day of the witness, as written", "there is none")
    gap = whole_number("by how many people the two miss each other", "there is no number")
    gap_percent = number("the gap in percent of the smaller of the two bounds that miss", "no two bounds miss")
    message = text("what was found, in words")
    mend = text("how to fix it, in words")
    file = text("the ledger of the claim, and after a colon its sheet where the file has several")
    line = whole_number("the claim's line in it")
    follows_from = text("fingerprint of the finding whose cause this one shares", "it stands by itself")
    related = whole_number("how many findings follow from this one", "none does")


class Findings(Report, per="discrepancy"):
    """The report inside a run."""

    reason = text("why it is explained, waived or accepted", "it is new")
    row = whole_number("the accused claim: an index of `claims`", "it is about no claim")
    against_row = whole_number("its witness: an index of `claims`", "there is none")


class WaiverFile(Table, per="waiver"):
    """The columns of `waivers.csv`, as text."""

    fingerprint = text("of the finding", "the cell is empty")
    state = text("of the finding", "the cell is empty")
    rule = text("name or code of its rule", "the cell is empty")
    claim_id = text("the claim that it accuses", "the cell is empty")
    against_id = text("its witness", "the cell is empty")
    reason = text("why it may stand", "the cell is empty")
    until = text("the last day on which the waiver holds", "the cell is empty")
    by = text("who decided", "the cell is empty")
    covers = text(
        "fingerprint/state of each finding that follows from it, with semicolons between them", "the cell is empty"
    )


class Waivers(WaiverFile, per="waiver"):
    """The waivers that `read` found, each with its place."""

    file = text("the file")
    line = position("its first physical line in the file, counted from 1")
    malformed = text("why the record does not fit its header; the cells are then null", "it fits")
    malformed_mend = text("how to fix it", "it fits")


class Baseline(Table, per="accepted finding"):
    """The columns of the baseline file."""

    fingerprint = text("of the finding")
    state = text("of the finding")
    code = text("code of its rule", "the cell is empty")
    claim_id = text("the claim that it accuses", "it has none")
    against_id = text("its witness", "there is none")
