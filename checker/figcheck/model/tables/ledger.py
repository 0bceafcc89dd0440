"""The claims of a ledger on their way through read, parse and validate."""

from __future__ import annotations

from collections.abc import Container

from figcheck.model.tables.table import Table, day, flag, maybe_flag, number, position, text, whole_number

_EMPTY = "the cell is empty"
_GIVES_A_DAY = "it gives one, or is empty"


class Ledger(Table, per="record of a ledger"):
    """The columns that an editor fills in, as text as it stands in the file."""

    claim_id = text("a name for the row, used once in all ledgers", _EMPTY)
    event = text("what happened", _EMPTY)
    measure = text("what is counted: killed, injured, missing, …", _EMPTY)
    figure = text("the words as printed", _EMPTY)
    source = text("who printed it", _EMPTY)
    published = text("when it was printed", _EMPTY)
    population = text("who is counted", _EMPTY)
    place = text("where", _EMPTY)
    kind = text("a total (`cumulative`), an `increment`, a state (`point`), a `rate` or a `change`", _EMPTY)
    period_start = text("the first day that is counted", _EMPTY)
    as_of = text("the day for which the figure holds", _EMPTY)
    phase = text("part of the event", _EMPTY)
    origin = text("who counted", _EMPTY)
    via = text("id of the claim that this one was taken from", _EMPTY)
    revises = text("id of the claim that this one replaces", _EMPTY)
    basis = text("how the number is known: count, claim, fear, estimate, identified or projection", _EMPTY)
    interval = text("the stated confidence interval", _EMPTY)
    sums_to = text(
        'the whole that this is an exhaustive part of: `claim_id/label`, several joined by ";"', _EMPTY, for_cards=False
    )
    change_from = text("of a change: id of the claim before", _EMPTY)
    change_to = text("of a change: id of the claim after", _EMPTY)
    quote = text("the words around the figure", _EMPTY)
    url = text("address of the page", _EMPTY)
    archive = text("a saved copy of the page: a path beside the ledger, or an address", _EMPTY)
    retrieved = text("when the copy was saved", _EMPTY)
    status = text("current, superseded, retracted or denied", _EMPTY)
    reliability = text("the editor's mark for the source, A to F", _EMPTY)
    credibility = text("the editor's mark for what the source says, 2 to 6", _EMPTY)
    lang = text("language of the figure", _EMPTY)
    note = text("anything else", _EMPTY)
    ledger_low = text("the ledger's own column `low`", _EMPTY, for_cards=False)
    ledger_high = text("the ledger's own column `high`", _EMPTY, for_cards=False)
    parse_override = text("why the stated bounds hold and not the words", _EMPTY, for_cards=False)


class Claims(Ledger, per="record of a ledger"):
    """What `read` gives. Columns that figcheck does not know follow these. The index counts from 0, and every later table
    calls it `row`.
    """

    file = text(
        "the ledger, relative to where the run started, with forward slashes; in a file with several, a colon and its sheet follow",
        for_cards=False,
    )
    line = position("first physical line of the record, its row in a sheet, or its number, counted from 1")
    malformed = text(
        "why the record does not fit its header; all its cells but claim_id are then null", "it fits", for_cards=False
    )
    malformed_mend = text("how to fix such a record", "it fits", for_cards=False)
    record = text("the text of such a record", "it fits", for_cards=False)
    legend = text(
        "the marks that the lines around the table define, with their meanings: `p: provisional; r: revised`",
        "they define none",
        for_cards=False,
    )


class FigureRange(Table, per="figure"):
    """What `parse` reads in a figure and in a stated interval."""

    qualifier = text("how the words hedge the number, as `figcheck parse` prints it", "the figure cannot be read")
    unit = text("people, households, percent, fraction or rate", "the figure cannot be read")
    value = number("the number that the words name", "they name none, or a range")
    low = whole_number(
        "the fewest people or households that the words allow",
        "the unit is another, or nothing bounds what is taken back",
    )
    high = whole_number(
        "the most people or households that the words allow", "nothing bounds it, or the unit is another"
    )
    low_hard = maybe_flag("whether the words assert `low`", "the figure cannot be read")
    high_hard = maybe_flag("whether the words assert `high`", "the figure cannot be read")
    implied_low = whole_number("the fewest that a reader takes from the words", "as for `low`")
    implied_high = whole_number("the most that a reader takes from the words", "as for `high`")
    ratio_low = number(
        "low of a percentage or fraction as part of one (0.9), of a rate in people a day", "it is a count"
    )
    ratio_high = number("the same for high", "it is a count, or nothing bounds it")
    is_increment = maybe_flag('whether the words say that it is added: "another 40"', "the figure cannot be read")
    is_correction = maybe_flag(
        'whether it takes back what was counted before: "-201", "fell by 201"', "the figure cannot be read"
    )
    digits = whole_number("significant digits of the number", "the words name none")
    figure_error = text("why the figure cannot be read", "it can", for_cards=False)
    figure_mend = text("what to do about it", "it can be read", for_cards=False)
    mark = text('the marks printed beside the number: a footnote ("[1]", "*"), a letter ("p")', "there is none")
    no_figure = text(
        "how the cell says that no figure is given (empty, suppressed, not applicable, …); `perhaps` for the word none, read as 0",
        "it gives one, or cannot be read",
        for_cards=False,
    )
    impossible = flag('the words are clear, and no count of people can be what they say ("12.5")', for_cards=False)
    interval_low = whole_number("low of the stated confidence interval", "none is stated")
    interval_high = whole_number("high of the stated confidence interval", "none is stated")
    interval_error = text("why the stated interval cannot be read", "it can, or none is stated", for_cards=False)


class BesideTheFigure(Table, per="figure"):
    """What `parse` finds beside a figure: its separators and language, its quote, the bounds that the ledger states."""

    mark_meaning = text(
        "what the mark stands for, in the words of the ledger's own legend",
        "there is no mark, or no legend defines it",
        for_cards=False,
    )
    other_reading = text(
        "what else the figure may be (its separators, its scale), as a clause", "nothing else", for_cards=False
    )
    no_lexicon = flag("figcheck knows no words of the language in `lang`, and cannot read the figure", for_cards=False)
    quote_has_figure = maybe_flag(
        "whether a number in the quote is that of the figure",
        "there is no quote, or the answer is not known",
        for_cards=False,
    )
    quote_says = text(
        "the quote's words for that number, where they hedge it otherwise", "they do not", for_cards=False
    )
    quote_severity = text(
        "how far the quote's hedge is from the figure's: error, warning or note", "the two agree", for_cards=False
    )
    written_low = whole_number("the number in the ledger's own column `low`", "it has none", for_cards=False)
    written_high = whole_number("the number in the ledger's own column `high`", "it has none", for_cards=False)


class Parsed(Claims, FigureRange, BesideTheFigure, per="record of a ledger"):
    """The claims with what `parse` read. Rows and index are those of `claims`."""


class _Typed(Table):
    published = day("when it was printed", "the ledger does not say")
    period_start = day("the first day that is counted", "the ledger does not say")
    as_of = day("the day for which the figure holds, as written", "it is unknown or not given")
    as_of_minute = whole_number("its time of day in minutes after midnight, as written", "a day alone is given")
    as_of_offset = whole_number("the zone of that time, in minutes east of UTC", "none is written")
    published_minute = whole_number("the time of day of `published` in minutes after midnight", "a day alone is given")
    published_offset = whole_number("the zone of that time, in minutes east of UTC", "none is written")
    retrieved = day("when the copy was saved", "the ledger does not say")
    as_of_unknown = flag("the editor wrote `unknown` for `as_of`")
    event_start = day("when the event began", "no vocabulary says")
    event_end = day("when the event ended", "no vocabulary says, or it goes on")
    event_open = flag("the event is declared without an end")
    counts = text(
        "whom the measure counts, as the vocabulary says: dead, injured, missing, survivors, patients (in hospital), displaced, "
        "affected or present (all who were there)",
        "no vocabulary says",
    )
    may_count_twice = flag(
        "a running total of the measure may count one person more than once, as the vocabulary says", for_cards=False
    )


class TypedClaims(Parsed, _Typed, per="record of a ledger"):
    """What `validate` asks about: the cells as what they mean, and what the rest of the ledger and the vocabulary say of them. A
    date that cannot be read is null here.
    """

    printed_published = text("the cell `published` as it stands", _EMPTY)
    printed_period_start = text("the cell `period_start` as it stands", _EMPTY)
    printed_as_of = text("the cell `as_of` as it stands", _EMPTY)
    printed_retrieved = text("the cell `retrieved` as it stands", _EMPTY)
    fault_published = text("why the cell `published` gives no day", _GIVES_A_DAY, for_cards=False)
    fault_period_start = text("why the cell `period_start` gives no day", _GIVES_A_DAY, for_cards=False)
    fault_as_of = text("why the cell `as_of` gives no day", _GIVES_A_DAY, for_cards=False)
    fault_retrieved = text("why the cell `retrieved` gives no day", _GIVES_A_DAY, for_cards=False)
    same_id_row = whole_number(
        "the claim that has this id and was published first: an index of `claims`", "it is this one"
    )
    same_claim_row = whole_number(
        "the first claim that is the same in all but the id: an index of `claims`", "there is none before this one"
    )
    most_people = whole_number("how many people there were where the claim counts", "no vocabulary says")
    most_people_words = text("who these people were", "no vocabulary says")


class ValidClaims(Parsed, _Typed, per="claim that can be compared"):
    """What `validate` lets through: names in their declared form, dates as dates, defaults filled in. The index is that of
    `claims`.
    """

    claim_id = text("the claim's id, unique")
    event = text("the event, as declared")
    measure = text("what is counted, as declared")
    figure = text("the words as printed")
    source = text("who printed it, as declared")
    population = text("who is counted, as declared; `all` where the ledger says nothing")
    place = text("where, as declared", "the ledger does not say")
    kind = text("cumulative, increment, point, rate or change")
    phase = text("part of the event", "the ledger names none")
    origin = text("who counted, as declared", "nobody is named")
    via = text("id of the claim that this one was taken from; that claim need not be valid", "it was taken from none")
    revises = text("id of the claim that this one replaces", "it replaces none")
    basis = text("how the number is known", "the ledger does not say")
    status = text("current, superseded, retracted or denied")
    qualifier = text("how the words hedge the number, as `figcheck parse` prints it")
    unit = text("people, households, percent, fraction or rate")
    low_hard = maybe_flag("whether the words assert `low`")
    high_hard = maybe_flag("whether the words assert `high`")
    is_increment = maybe_flag('whether the words say that it is added: "another 40"')
    is_correction = maybe_flag("whether it takes back what was counted before: an increment or change below zero")


REQUIRED_COLUMNS = ("claim_id", "event", "measure", "figure", "source", "published")
LEDGER_COLUMNS = tuple(Ledger.names())
DATE_COLUMNS = ("period_start", "as_of", "published", "retrieved")
REFERENCE_COLUMNS = ("via", "revises", "change_from", "change_to")
"""Ledger columns that hold the id of another claim (`sums_to` holds ids with a label each)."""

DEFAULTS = {"population": "all", "kind": "cumulative", "basis": "count", "status": "current"}

_TAKEN = "ledger_"


def ledger_column(name: str) -> str:
    """The name in the claims table of a column of a ledger: a name that `parse` needs for itself gets a prefix.

    >>> ledger_column("figure"), ledger_column("low")
    ('figure', 'ledger_low')
    """
    return f"{_TAKEN}{name}" if name in FigureRange.declared or name in BesideTheFigure.declared else name


def sums_of(cell: str, ids: Container[str] = ()) -> list[tuple[str, str]]:
    """(whole, label) pairs of a `sums_to` cell: `claim_id/label`, several joined by ";"; a bare id has the label "".

    Ids may hold slashes themselves: what stands before the last one is the id, unless all of it is one of `ids`.

    >>> sums_of("t1/1; t2/by sex")
    [('t1', '1'), ('t2', 'by sex')]
    """
    pairs = []
    for part in (p.strip() for p in cell.split(";")):
        if part in ids or "/" not in part:
            pairs.append((part, ""))
        else:
            whole, _, label = part.rpartition("/")
            pairs.append((whole.strip(), label.strip()))
    return [pair for pair in pairs if pair[0]]
