"""Which column says what of a claim: guesses from names, HXL tags and cells, for a person to confirm."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from figcheck.commands.tables.first_look.columns import Column, is_day_name
from figcheck.read.tables.column_names import column_of, instead_of_required

_SENTINELS = ("-1", "-9", "-99", "-999", "-9999")
_NO_NUMBER = ("NA", "N/A", "n/a", "na", "null", "NULL", "None", "..", "-", "--", "–", "—", "nan", "NaN", "#N/A")
_HXL_MEASURES = {
    "killed": "killed", "dead": "killed", "injured": "injured", "missing": "missing", "displaced": "displaced",
    "abducted": "abducted", "detained": "detained",
}  # fmt: skip
_HXL_PEOPLE = {
    "f": "women", "m": "men", "children": "children", "infants": "infants", "adults": "adults", "elderly": "elderly",
    "civilians": "civilians", "refugees": "refugees", "idps": "displaced people",
}  # fmt: skip
_MIDNIGHT = re.compile(r"\s*\d{4}-\d\d-\d\d[ T]00:00(:00(\.0+)?)?(Z|[+-]00:?00)?\s*")
_HXL_PLACES = re.compile(r"#(country|adm\d|loc|region)(\+name)?", re.I)


@dataclass
class FigureColumn:
    """A column with numbers of people. None: the table does not say. `rest` are the words of its name that say something else.

    `low` and `high` are the columns with the ends of its range, `hedge` one with words such as "about". `or_its_range`: some
    rows have an end and no number.
    """

    name: str
    measure: str | None
    population: str | None = None
    kind: str | None = None
    rest: str | None = None
    low: str | None = None
    high: str | None = None
    hedge: str | None = None
    or_its_range: bool = False


@dataclass
class Roles:
    """Which column says what. `figures` have one claim each, `doubtful` hold numbers that may or may not be people.

    `day_columns`: each of these columns is a day, and its cells are the numbers of that day. `apart` are columns of words
    without which rows could not be told from each other. `midnight` are columns of days that all have the time 00:00. `missing`
    are words for "no number". `rising`: the numbers never fall from day to day, None where that cannot be seen. `unclear`: they
    rise and fall.
    """

    figures: list[FigureColumn] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    day_columns: list[str] = field(default_factory=list)
    day_measure: str | None = None
    id: str | None = None
    event: str | None = None
    measure: str | None = None
    population: str | None = None
    places: list[str] = field(default_factory=list)
    start: str | None = None
    day: str | None = None
    day_parts: list[str] = field(default_factory=list)
    published: str | None = None
    source: str | None = None
    origin: str | None = None
    apart: list[str] = field(default_factory=list)
    midnight: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    rising: bool | None = None
    unclear: bool = False
    each_row_is_an_event: bool = False


def roles_of(columns: Sequence[Column], about: str) -> Roles:
    """The roles of the columns of a table; `about` are words on the whole table, such as the name of its file."""
    from figcheck.commands.tables.first_look.columns import column

    roles = Roles()
    taken: set[str] = set()
    named = {name: one for one in columns if (name := column_of(one.name)) is not None}
    _days(roles, columns, taken)
    _numbers(roles, columns, taken, named)
    roles.day_measure = column(about, "", []).meaning("measures")
    _texts(roles, columns, taken, named)
    _hedges(roles, columns, taken)
    of_figures = {name for figure in roles.figures for name in (figure.name, figure.low, figure.high)}
    used = [one for one in columns if one.name in of_figures | {*roles.day_columns}]
    roles.missing = _missing(used)
    roles.each_row_is_an_event = _each_row_is_an_event(roles, columns)
    if roles.each_row_is_an_event and roles.event is not None:
        taken.discard(roles.event)
        roles.event = None
    roles.midnight = [one.name for one in columns if one.filled and all(_MIDNIGHT.fullmatch(c) for c in one.cells if c)]
    roles.apart = _apart(roles, columns, taken)
    taken.update(roles.apart)
    _see_whether_they_rise(roles, columns)
    roles.unused = [
        one.name for one in columns if one.name not in taken and one.name not in roles.doubtful and one.filled
    ]
    return roles


def _days(roles: Roles, columns: Sequence[Column], taken: set[str]) -> None:
    """Columns that are days, and columns of days."""
    of_days = [one.name for one in columns if is_day_name(one.name) and (one.numbers >= 0.5 or not one.filled)]
    if len(of_days) >= 3:
        roles.day_columns = of_days
        taken.update(of_days)
        return
    days = [one for one in columns if one.days >= 0.8 and one.filled]
    for one in days:
        taken.add(one.name)
    tagged = {one.tag.replace(" ", ""): one.name for one in days if one.tag.startswith("#date")}
    roles.start = tagged.get("#date+start") or _first(one for one in days if one.has("start"))
    published = [one for one in days if one.has("published") or one.has("source")]
    rest = [one for one in days if one.name != roles.start and one not in published]
    roles.day = (
        tagged.get("#date+end") or _first(one for one in rest if one.has("end")) or _first(rest) or _first(published)
    )
    roles.published = _first(one for one in published)
    if roles.day is None:
        roles.day, roles.start = roles.start, None
    if roles.day is None:
        roles.day_parts = _day_parts(columns)
        taken.update(roles.day_parts)


def _day_parts(columns: Sequence[Column]) -> list[str]:
    """The columns with the year, the month and the day, as far as there are such."""
    found: list[str] = []
    for words in (("year",), ("month",), ("day",)):
        for suffix in (words, ("i" + words[0],)):
            one = next((one for one in columns if suffix[0] in one.words and one.numbers >= 0.8), None)
            if one is not None:
                found.append(one.name)
                break
        else:
            break
    return found


def _first(columns: Iterable[Column]) -> str | None:
    return next((one.name for one in columns), None)


def _numbers(roles: Roles, columns: Sequence[Column], taken: set[str], named: dict[str, Column]) -> None:
    """Columns with numbers of people, and the ends of their ranges."""
    doubtful: list[tuple[Column, FigureColumn]] = []
    ends: dict[tuple[tuple[str, ...], str], Column] = {}
    found: dict[tuple[str, ...], FigureColumn] = {}
    for one in columns:
        if one.name in taken or not one.filled or one.has_digits < 0.5:
            continue
        figure, known = _figure(one, named.get("figure") is one)
        if figure is None:
            continue
        base = tuple(word for word in one.words if not _is_word(word, "low", "high", "best", "filler"))
        if end := next((end for end in ("low", "high") if one.has(end)), None):
            ends[base, end] = one
            continue
        if one.numbers < 0.8 and not known:
            continue
        if known:
            roles.figures.append(figure)
            found.setdefault(base, figure)
            taken.add(one.name)
        else:
            doubtful.append((one, figure))
    for (base, end), one in ends.items():
        of = found.get(base) or (roles.figures[0] if not base and len(roles.figures) == 1 else None)
        if of is None:
            best = next((figure for other, figure in doubtful if not _base(other)), None) if not base else None
            if best is None:
                best = FigureColumn(one.name, one.meaning("measures"))
            roles.figures.append(best)
            found[base] = of = best
            taken.add(best.name)
        setattr(of, end, one.name)
        taken.add(one.name)
    if not roles.figures and not roles.day_columns and len(doubtful) == 1:
        roles.figures.append(doubtful[0][1])
        taken.add(doubtful[0][0].name)
    _tell_apart(roles.figures)
    _see_ranges_alone(roles.figures, columns)
    roles.doubtful = [one.name for one, _ in doubtful if one.name not in taken and not roles.day_columns]


def _see_ranges_alone(figures: Sequence[FigureColumn], columns: Sequence[Column]) -> None:
    cells = {one.name: one.cells for one in columns}
    for figure in figures:
        ends = [cells[name] for name in (figure.low, figure.high) if name and name != figure.name]
        figure.or_its_range = figure.name not in (figure.low, figure.high) and any(
            own is None and any(some) for own, *some in zip(cells[figure.name], *ends, strict=True)
        )


def _tell_apart(figures: Sequence[FigureColumn]) -> None:
    """Two columns never count the same: the other words of their names then say who is counted."""
    seen: dict[tuple[object, ...], int] = {}
    for figure in figures:
        key = figure.measure, figure.population, figure.kind
        seen[key] = seen.get(key, 0) + 1
    for figure in figures:
        if seen[figure.measure, figure.population, figure.kind] > 1 and figure.population and figure.rest:
            figure.population = f"{figure.population}, {figure.rest}"


def _base(one: Column) -> tuple[str, ...]:
    return tuple(word for word in one.words if not _is_word(word, "low", "high", "best", "filler"))


def _is_word(word: str, *roles: str) -> bool:
    from figcheck.commands.tables.first_look.columns import words_of

    return any((word,) in words_of(role) for role in roles)


def _figure(one: Column, is_named: bool) -> tuple[FigureColumn | None, bool]:
    """What a column with digits counts, and whether that is known; None for one that surely counts no people."""
    if one.tag.startswith("#"):
        return _tagged(one)
    measure = one.meaning("measures")
    if (one.has("not_counts") or (one.has("id") and not measure)) and not is_named:
        return None, False
    population = one.meaning("populations")
    named = is_named or "figure" in instead_of_required([one.name]) or one.has("best")
    known = named or measure is not None or population is not None
    return FigureColumn(one.name, measure, population, one.meaning("kinds"), _rest(one)), known


def _tagged(one: Column) -> tuple[FigureColumn | None, bool]:
    base, *attributes = [part.strip().lower() for part in one.tag.split("+")]
    if base not in ("#affected", "#inneed", "#population", "#reached", "#targeted", "#value", "#indicator"):
        return None, False
    if base != "#affected" or {"pct", "percent", "hh", "rate"} & {*attributes}:
        return FigureColumn(one.name, None), False
    measure = next((_HXL_MEASURES[part] for part in attributes if part in _HXL_MEASURES), None)
    if measure is None:
        measure = "displaced" if "idps" in attributes else one.meaning("measures") or "affected"
    people = [_HXL_PEOPLE[part] for part in attributes if part in _HXL_PEOPLE and part != "idps"]
    return FigureColumn(one.name, measure, ", ".join(people) or None), True


def _rest(one: Column) -> str | None:
    """The words of a name that say something which is not known, as they are printed."""
    known = {
        word
        for group in ("measures", "populations", "kinds")
        if (meaning := one.meaning(group)) is not None
        for phrase in _phrases(group, meaning)
        for word in phrase
    }
    rest = [
        word
        for word in re.findall(r"[^\W_]+", one.name)
        if word.casefold() not in known and not _is_word(word.casefold(), "filler", "best")
    ]
    return " ".join(rest) or None


def _phrases(group: str, meaning: str) -> Iterable[tuple[str, ...]]:
    from figcheck.commands.tables.first_look.columns import group_of

    return group_of(group)[meaning]


def _texts(roles: Roles, columns: Sequence[Column], taken: set[str], named: dict[str, Column]) -> None:
    """Columns of words: ids, events, places, sources."""
    free = [one for one in columns if one.name not in taken and one.filled]
    rows = max((len(one.cells) for one in columns), default=0)

    def take(role: str, found: Iterable[Column]) -> None:
        one = next((one for one in found if one.name not in taken), None)
        if one is not None:
            setattr(roles, role, one.name)
            taken.add(one.name)

    for role, name in (("id", "claim_id"), ("event", "event"), ("measure", "measure"), ("population", "population"),
                       ("source", "source"), ("origin", "origin")):  # fmt: skip
        if name in named:
            take(role, [named[name]])
    if roles.id is None:
        take("id", (one for one in free if one.has("id") and one.filled == one.distinct == rows > 1))
    words = [one for one in free if one.numbers < 0.5 and one.days < 0.5]
    if roles.measure is None and any(figure.measure is None for figure in roles.figures):
        take("measure", (one for one in words if _are_measures(one)))
    tagged = [one for one in words if _HXL_PLACES.match(one.tag)]
    places = tagged or [one for one in words if one.has("place") and not one.has("not_counts")]
    places = [one for one in places if not _is_code(one)]
    if roles.event is None:
        some = (one for one in words if one.has("event") and one not in places and one.distinct > 0)
        take("event", sorted(some, key=lambda one: len(one.words)))
    roles.places = [one.name for one in places if one.name not in taken][:3]
    taken.update(roles.places)
    if roles.source is None:
        take("source", (one for one in words if one.tag.replace(" ", "").lower().startswith("#meta+source")))
    if roles.source is None:
        some = (one for one in words if one.has("source") and not one.has("not_counts"))
        take("source", sorted(some, key=_length))
    if roles.origin is None:
        take("origin", (one for one in words if one.has("origin")))


def _length(one: Column) -> float:
    """Letters in a cell, on average."""
    return sum(len(cell) for cell in one.cells if cell) / max(one.filled, 1)


def _is_code(one: Column) -> bool:
    return bool({"code", "iso", "iso3", "id", "pcode"} & {*one.words}) or "+code" in one.tag


def _are_measures(one: Column) -> bool:
    from figcheck.commands.tables.first_look.columns import column

    some = {cell for cell in one.cells if cell}
    return 0 < len(some) <= 40 and sum(column(cell, "", []).meaning("measures") is not None for cell in some) * 2 > len(
        some
    )


def _hedges(roles: Roles, columns: Sequence[Column], taken: set[str]) -> None:
    """Columns with words such as "about" for the number beside them."""
    from figcheck.parse.figure import parse_figure

    for one in columns:
        words = {cell.strip() for cell in one.cells if cell}
        if one.name in taken or not 0 < len(words) <= 12 or any(any(map(str.isdigit, word)) for word in words):
            continue
        hedged = [parse_figure(f"{word} 1,234") for word in words]
        if 2 * sum(figure.error is None and figure.qualifier != "exact" for figure in hedged) < len(hedged):
            continue
        near = [figure for figure in roles.figures if one.name.startswith(figure.name)]
        of = near or (roles.figures if len(roles.figures) == 1 else [])
        if of:
            of[0].hedge = one.name
            taken.add(one.name)


def _missing(columns: Sequence[Column]) -> list[str]:
    cells = {cell.strip() for one in columns for cell in one.cells if cell}
    return [word for word in (*_NO_NUMBER, *_SENTINELS) if word in cells]


def _each_row_is_an_event(roles: Roles, columns: Sequence[Column]) -> bool:
    """Whether the table has an id and the days of an event in each row, and is no series of one event."""
    one = next((one for one in columns if one.name == roles.id), None)
    if one is None or roles.day_columns or one.distinct < len(one.cells):
        return False
    return roles.start is not None or one.has("event")


def _apart(roles: Roles, columns: Sequence[Column], taken: set[str]) -> list[str]:
    """Columns of words that tell those rows from each other that are otherwise of one place and day."""
    if roles.each_row_is_an_event or roles.population is not None:
        return []
    by_name = {one.name: one for one in columns}
    keys = [roles.event, roles.measure, roles.source, roles.day, *roles.places, *roles.day_parts]
    known = [by_name[name].cells for name in keys if name]
    rows = max((len(one.cells) for one in columns), default=0)

    def different(more: Sequence[list[str | None]]) -> int:
        return len({tuple(cells[row] for cells in more) for row in range(rows)})

    found: list[str] = []
    count = different(known)
    while count < rows and len(found) < 3:
        some = [
            (different([*known, one.cells]), one.name)
            for one in columns
            if one.name not in taken and one.name not in found and one.numbers < 0.5 and one.filled * 10 >= 9 * rows
            and 1 < one.distinct <= max(2, rows // 3) and not _is_code(one)
        ]  # fmt: skip
        best, name = max(some, default=(0, ""))
        if best <= count * 1.1:
            break
        found.append(name)
        known.append(by_name[name].cells)
        count = best
    return found


def _see_whether_they_rise(roles: Roles, columns: Sequence[Column]) -> None:
    """Whether the numbers rise from day to day, as running totals do."""
    steps = list(_steps(roles, columns))
    if len(steps) < 3:
        return
    falls = sum(step < 0 for step in steps)
    if falls <= 0.05 * len(steps):
        roles.rising = True
    elif falls >= 0.25 * len(steps):
        roles.rising = False
    else:
        roles.unclear = True


def _steps(roles: Roles, columns: Sequence[Column]) -> Iterator[int]:
    by_name = {one.name: one for one in columns}
    if roles.day_columns:
        days = [by_name[name] for name in roles.day_columns]
        series = [[one.cells[row] for one in days] for row in range(min(len(days[0].cells), 300))]
    elif roles.day is not None and roles.figures and not roles.each_row_is_an_event:
        names = [roles.event, roles.measure, roles.population, roles.source, *roles.places, *roles.apart]
        keys = [by_name[name].cells for name in names if name]
        numbers = by_name[roles.figures[0].name].cells
        found: dict[tuple[str | None, ...], list[tuple[str, str | None]]] = {}
        for row, day in enumerate(by_name[roles.day].cells):
            found.setdefault(tuple(cells[row] for cells in keys), []).append((_sortable(day), numbers[row]))
        series = [[number for _, number in sorted(some, key=lambda one: one[0])] for some in found.values()]
    else:
        return
    for some in series:
        values = [value for cell in some if (value := _value(cell)) is not None]
        if len(values) >= 3:
            yield from (after - before for before, after in itertools.pairwise(values))


def _sortable(day: str | None) -> str:
    from figcheck.validate.dates.written_days import written

    found = written(day.strip()).by_order if day else {}
    order = next((name for name in ("fixed", "dmy", "mdy", "ymd") if name in found), None)
    return found[order][0].isoformat() if order else ""


def _value(cell: str | None) -> int | None:
    digits = re.sub(r"[,\s\u00a0\u202f]", "", cell or "")
    return int(digits) if digits.isdecimal() and len(digits) < 12 else None
