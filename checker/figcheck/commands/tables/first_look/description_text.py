"""Guesses about a table -> the text of its description, in which a person reads what was guessed and fills in the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from figcheck.commands.tables.first_look.roles import FigureColumn, Roles
from figcheck.read.select.description import OPEN

_EVENT = "Which event is it? Write a name, such as 'valley-flood-2024'."
_SOURCE = "Who published the table? Write the name of the source."
_MEASURE = "What do the numbers count? Write killed, injured, missing or another measure."
_PUBLISHED = "When was the table published? Write a day, such as '2024-05-03'."
_KIND = "guess: the numbers never fall from day to day. Write 'increment' if each is the number of its day alone"
_DAILY = "guess: the numbers fall from day to day. Write 'cumulative' if they are running totals"
_APART = "guess: this tells the rows from each other. Is it who is counted?"
_ROWS = "guess: only its line tells a row from others, so that each counts other people. Write 'cumulative' if they are totals"
_UNCLEAR = "Is each number a running total or the number of its day? Write 'cumulative' or 'increment'."
_STATES = ("missing", "displaced")
"""Measures whose numbers rise and fall: each is a state at its moment."""

_PATTERNS = (
    r"^\d{1,2}/\d{1,2}/\d{2,4}$", r"^\d{4}-\d{2}-\d{2}$", r"^\d{4}-\d{2}-\d{2}", r"^\d{1,2}\.\d{1,2}\.\d{2,4}$", r"^\d{4}$",
    r"^\d{1,2}-\d{1,2}-\d{4}$",
)  # fmt: skip


def description_text(
    file: str,
    head: dict[str, str],
    names: Sequence[str],
    roles: Roles,
    remarks: Sequence[str],
    *,
    by_line: bool = False,
) -> str:
    """The text of a description of a file beside it. `names` are all raw columns, `remarks` are sentences for its head.

    `by_line`: nothing but the line tells the rows from each other.
    """
    stem = re.sub(r"[^A-Za-z0-9]+", "-", file.partition(".")[0]).strip("-").lower() or "row"
    said = {**head, **({"missing": ", ".join(roles.missing)} if roles.missing else {})}
    if roles.each_row_is_an_event:
        said["events"] = "from rows"
    lines = [
        f"-- How figcheck reads {file}: a start that figcheck init wrote. Please read every line.",
        "-- figcheck guessed where a line says guess. Where a line says FILL IN, the table does not say it: write it, in quotes.",
        *(f"-- {remark}" for remark in remarks),
        f"-- file: {file}",
        *(f"-- {word}: {value}" for word, value in said.items()),
        *(_several(roles, names, stem, by_line) if _has_several(roles) else _single(roles, names, stem, by_line)),
    ]
    if roles.unused:
        lines += _wrapped("-- Columns that are not used: ", [f'"{name}"' for name in roles.unused], "--   ")
    return "\n".join(lines) + "\n"


def _has_several(roles: Roles) -> bool:
    return (not roles.day_columns and len(roles.figures) > 1) or bool(roles.doubtful)


def _single(roles: Roles, names: Sequence[str], stem: str, by_line: bool) -> Iterator[str]:
    """The SELECT over a table with one column of numbers, or with one for each day."""
    if roles.day_columns:
        yield "with cells as ("
        yield f"  unpivot raw on {_each_of(roles.day_columns, names)} into name printed_day value printed_figure"
        yield ")"
        figure = FigureColumn("printed_figure", roles.day_measure)
        yield from _select(roles, stem, figure.name, ["printed_day"], None, by_line)
        yield from _measure(figure, roles, f"guess: the name of the file says {figure.measure}")
    else:
        figure = roles.figures[0]
        yield from _select(roles, stem, _number(figure), [], figure, by_line)
        yield from _measure(figure, roles, f'guess: from the column "{figure.name}"')
    state = figure.measure in _STATES and roles.measure is None
    yield from _rest_of_select(roles, figure.kind or ("point" if state else None), by_line=by_line)
    yield f"from {'cells' if roles.day_columns else 'raw'}"
    yield f"where {'printed_figure is not null' if roles.day_columns else _is_there(figure)}"


def _measure(figure: FigureColumn, roles: Roles, why: str) -> Iterator[str]:
    if roles.measure is not None:
        yield f"  {_quoted(roles.measure)} as measure,"
    elif figure.measure is not None:
        yield f"  {_text(figure.measure)} as measure, -- {why}"
    else:
        yield f"  {OPEN} as measure, -- {_MEASURE}"
    if roles.population is not None:
        yield f"  {_quoted(roles.population)} as population,"
    elif roles.apart:
        yield f"  {_people(roles)} as population, -- {_APART}"
    elif figure.population is not None:
        yield f'  {_text(figure.population)} as population, -- guess: from the column "{figure.name}"'


def _people(roles: Roles) -> str:
    some = ", ".join(map(_quoted, roles.apart))
    return some if len(roles.apart) == 1 else f"concat_ws(', ', {some})"


def _several(roles: Roles, names: Sequence[str], stem: str, by_line: bool) -> Iterator[str]:
    """The SELECT over a table with several columns of numbers: a list says what each of them counts."""
    columns = [*map(_printed, roles.figures), *roles.doubtful]
    made = [
        f"      {number} as {_quoted(_printed(figure))}"
        for figure in roles.figures
        if (number := _number(figure)) != _quoted(figure.name)
    ]
    yield "with cells as ("
    yield "  unpivot (" if made else "  unpivot raw"
    if made:
        yield "    select *,"
        yield from ",\n".join(made).split("\n")
        yield "    from raw)"
    yield from _wrapped("  on ", [*map(_quoted, columns)], "    ")
    yield "  into name printed_column value printed_figure"
    yield "),"
    yield "meaning(printed_column, measure, population, place_of_column, kind) as (values"
    yield "  -- One line for each column of numbers: its name, what it counts, who is counted, where, and whether it is a running"
    yield "  -- total ('cumulative'), the number of its day alone ('increment'), or a state at its moment ('point')."
    for name in roles.doubtful:
        row = ", ".join((_text(name), OPEN, "'all'", "null", _text(_kind(roles, None, by_line=by_line))))
        yield f"  -- ({row}), -- Does it count people? If so, remove the first dashes."
    for figure in roles.figures:
        place, population = _of_rest(figure)
        measure = "null" if roles.measure is not None else OPEN if figure.measure is None else _text(figure.measure)
        where = "null" if place is None else _text(place)
        row = ", ".join(
            (
                _text(_printed(figure)),
                measure,
                _text(population),
                where,
                _text(_kind(roles, figure.kind, figure.measure, by_line=by_line)),
            )
        )
        comma = "" if figure is roles.figures[-1] else ","
        yield f"  ({row}){comma} -- {_why(figure, roles)}"
    if not roles.figures:
        yield f"  ('', {OPEN}, 'all', null, 'cumulative') -- Take the line of a column from above."
    yield ")"
    yield from _select(roles, stem, "printed_figure", ["printed_column"], None, by_line)
    ranged = [figure for figure in roles.figures if figure.low and figure.high and not _is_an_end(figure)]
    if ranged:
        cases = " ".join(f"when {_text(_printed(figure))} then {_interval(figure)}" for figure in ranged)
        yield f"  case printed_column {cases} end as interval, -- guess: the ends of a range around the figure"
    yield f"  {_quoted(roles.measure) + ' as measure' if roles.measure else 'measure'},"
    if roles.apart:
        yield f"  concat_ws(', ', nullif(population, 'all'), {', '.join(map(_quoted, roles.apart))}) as population, -- {_APART}"
    else:
        yield f"  {_quoted(roles.population) + ' as population' if roles.population else 'population'},"
    yield from _rest_of_select(roles, None, by_column=True)
    yield "from cells join meaning using (printed_column)"


def _printed(figure: FigureColumn) -> str:
    """The name under which a column stands in the list: that of a column that is made of others says so."""
    if _is_an_end(figure):
        return " to ".join(name for name in (figure.low, figure.high) if name)
    if figure.hedge:
        return f"{figure.hedge} {figure.name}"
    return f"{figure.name} or its range" if figure.or_its_range else figure.name


def _of_rest(figure: FigureColumn) -> tuple[str | None, str]:
    """The place and the population that the other words of a column's name may be."""
    if figure.rest is None or figure.population is not None:
        return None, figure.population or "all"
    if figure.rest[:1].isupper() and not figure.rest.isupper():
        return figure.rest, "all"
    return None, figure.rest if figure.measure else "all"


def _why(figure: FigureColumn, roles: Roles) -> str:
    if figure.measure is None and roles.measure is None:
        return _MEASURE
    place, population = _of_rest(figure)
    doubt = figure.population is None and (place or population != "all")
    return f"guess{f': is “{figure.rest}” a place, or who is counted?' if doubt else ''}"


def _kind(roles: Roles, kind: str | None, measure: str | None = None, *, by_line: bool) -> str:
    if kind is not None:
        return kind
    if measure in _STATES:
        return "point"
    fall = roles.rising is False and not roles.each_row_is_an_event
    return "increment" if fall or by_line else "cumulative"


def _select(
    roles: Roles, stem: str, number: str, parts: Sequence[str], figure: FigureColumn | None, by_line: bool
) -> Iterator[str]:
    key = [*_key(roles, stem), *(["_line"] if by_line else []), *parts]
    yield "select"
    why = ", -- a name for each claim" if roles.id is None else ","
    yield f"  concat_ws(':', {', '.join(key)}) as claim_id{why}"
    if roles.each_row_is_an_event:
        yield f"  concat_ws(':', {_text(stem)}, {_quoted(str(roles.id))}) as event, -- guess: each row is an event of its own"
    elif roles.event is not None:
        yield f"  {_quoted(roles.event)} as event, -- guess"
    else:
        yield f"  {OPEN} as event, -- {_EVENT}"
    yield f"  {number} as figure,"
    if figure is not None and figure.low and figure.high and not _is_an_end(figure):
        yield f"  {_interval(figure)} as interval, -- guess: the ends of a range around the figure"


def _rest_of_select(roles: Roles, kind: str | None, *, by_column: bool = False, by_line: bool = False) -> Iterator[str]:
    place = _place(roles)
    if by_column:
        yield (
            f"  concat_ws(', ', {', '.join(map(_quoted, roles.places))}, place_of_column) as place,"
            if place
            else "  place_of_column as place,"
        )
        yield "  kind,"
    else:
        if place:
            yield f"  {place} as place, -- guess"
        if kind is not None:
            yield f"  {_text(kind)} as kind, -- guess: from the column"
        elif roles.unclear:
            yield f"  {OPEN} as kind, -- {_UNCLEAR}"
        elif roles.rising is not None:
            yield f"  'cumulative' as kind, -- {_KIND}" if roles.rising else f"  'increment' as kind, -- {_DAILY}"
        elif by_line:
            yield f"  'increment' as kind, -- {_ROWS}"
    day = _day(roles)
    if day is not None:
        if roles.start is not None:
            yield f"  {_whole_day(roles.start, roles)} as period_start, -- guess"
        yield f"  {day} as as_of, -- guess: the day for which the numbers hold"
    if roles.published is not None and roles.published != roles.day:
        yield f"  {_whole_day(roles.published, roles)} as published, -- guess"
    elif day is not None:
        yield f"  {day} as published, -- guess: the table does not say when it was published"
    else:
        yield f"  {OPEN} as published, -- {_PUBLISHED}"
    if roles.origin is not None:
        yield f"  {_quoted(roles.origin)} as origin, -- guess: who counted"
    else:
        yield "  null as origin, -- Who counted? If you know, write the name in quotes in place of null."
    yield (
        f"  {_quoted(roles.source)} as source -- guess"
        if roles.source is not None
        else f"  {OPEN} as source -- {_SOURCE}"
    )


def _place(roles: Roles) -> str | None:
    if not roles.places:
        return None
    if len(roles.places) == 1:
        return _quoted(roles.places[0])
    return f"concat_ws(', ', {', '.join(map(_quoted, roles.places))})"


def _day(roles: Roles) -> str | None:
    if roles.day_columns:
        return "printed_day"
    if roles.day is not None:
        return _whole_day(roles.day, roles)
    if roles.day_parts:
        year, *rest = roles.day_parts
        some = [f"nullif(lpad({_quoted(part)}, 2, '0'), '00')" for part in rest]
        return f"concat_ws('-', {', '.join([_quoted(year), *some])})"
    return None


def _whole_day(name: str, roles: Roles) -> str:
    return f"left({_quoted(name)}, 10)" if name in roles.midnight else _quoted(name)


def _key(roles: Roles, stem: str) -> list[str]:
    """What makes the name of a claim: the id of its row, or what it is of."""
    if roles.id is not None:
        return [_text(stem), _quoted(roles.id)]
    keys = [
        _quoted(name)
        for name in (*roles.places, roles.event, roles.measure, roles.population, *roles.apart, roles.source)
        if name
    ]
    day = None if roles.day_columns else _day(roles)
    return [_text(stem), *keys, *([day] if day else [])]


def _is_an_end(figure: FigureColumn) -> bool:
    return figure.name in (figure.low, figure.high)


def _number(figure: FigureColumn) -> str:
    """The words of the figure: its range where there is no number, null where neither is."""
    own = _quoted(figure.name)
    if figure.hedge:
        own = f"case when {own} is not null then concat_ws(' ', {_quoted(figure.hedge)}, {own}) end"
    words = [] if _is_an_end(figure) else [own]
    if _is_an_end(figure) or figure.or_its_range:
        words += _range(figure)
    return _first_of(words)


def _is_there(figure: FigureColumn) -> str:
    """That a row has a number."""
    ends = (figure.low, figure.high) if _is_an_end(figure) or figure.or_its_range else ()
    some = [*dict.fromkeys(_quoted(name) for name in (figure.name, *ends) if name)]
    return f"{_first_of(some)} is not null"


def _first_of(some: Sequence[str]) -> str:
    return some[0] if len(some) == 1 else f"coalesce({', '.join(some)})"


def _interval(figure: FigureColumn) -> str:
    """The range around the figure; one number is none, and a range without a figure is the figure."""
    own, low, high = (_quoted(str(name)) for name in (figure.name, figure.low, figure.high))
    beside = f"{own} is not null and " if figure.or_its_range else ""
    return f"case when {beside}{low} <> {high} then {low} || ' to ' || {high} end"


def _range(figure: FigureColumn) -> list[str]:
    """The words of the range, the first of them that is not null."""
    low, high = (None if name is None else _quoted(name) for name in (figure.low, figure.high))
    words = [] if low is None else [f"'at least ' || {low}"]
    words += [] if high is None else [f"'up to ' || {high}"]
    both = [f"case when {low} = {high} then {low} end", f"{low} || ' to ' || {high}"]
    return [*both, *words] if low and high else words


def _each_of(columns: Sequence[str], names: Sequence[str]) -> str:
    for pattern in _PATTERNS:
        if [name for name in names if re.search(pattern, name)] == [*columns]:
            return f"columns('{pattern}')"
    return ", ".join(map(_quoted, columns))


def _wrapped(start: str, words: Sequence[str], onward: str) -> Iterator[str]:
    line = start
    for n, word in enumerate(words):
        piece = word + ("," if n + 1 < len(words) else "")
        if len(line) + len(piece) > 118:
            yield line.rstrip()
            line = onward
        line += piece + " "
    yield line.rstrip()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
