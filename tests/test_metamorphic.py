"""Other names, another order and other spellings change nothing in a report but the names; an edit of a claim only what it must.

The stories in tests/data/stories stand together on one desk; a test looks at what became of one of them.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

import pandas as pd
import pytest
from conftest import DATA, REPO
from hypothesis import given, settings
from hypothesis import strategies as st
from metamorphic import REWRITES, Desk, Finding, differences, findings, repeated, report, widened, without

STORIES = sorted(path.name for path in (DATA / "stories").iterdir() if path.is_dir())
IDS, NAMES = ("ids in reverse",), tuple(name for name in REWRITES if not name.startswith("ids "))

OPEN: dict[tuple[str, str], str] = {
    ("every removal", "plateaus"): "a day that is missing shows that a total of the day beside it has a wrong date",
    ("every removal", "two-printings"): "FC701 has one row a source, which names the first of its claims",
}
"""The cases that fail today, and why. Take a case out when you fix it."""


def cases(what: str, stories: list[str] = STORIES) -> list:
    """The stories as parameters, those of `OPEN` marked."""
    marks = {s: [pytest.mark.xfail(reason=OPEN[what, s], strict=True)] for s in stories if (what, s) in OPEN}
    return [pytest.param(story, marks=marks.get(story, ())) for story in stories]


@cache
def desk() -> Desk:
    return Desk.read(DATA / "stories", STORIES)


@cache
def before() -> pd.DataFrame:
    return report(desk())


@cache
def story_of() -> dict[str, str]:
    """The story of each claim."""
    return {i: name.partition("/")[0] for name, table in desk().ledgers.items() for i in table["claim_id"]}


@cache
def changed(names: tuple[str, ...]) -> list[tuple[str, Finding]]:
    return differences(desk(), before(), names)


@pytest.mark.slow
@pytest.mark.parametrize("story", cases("names"))
def test_other_names_order_and_spellings_change_nothing_but_the_names(story):
    assert _of(story, changed(NAMES)) == []


@pytest.mark.slow
@pytest.mark.parametrize("story", cases("ids"))
def test_the_order_of_ids_decides_nothing(story):
    assert _of(story, changed(IDS)) == []


def _of(story: str, changes: list[tuple[str, Finding]]) -> list[tuple[str, Finding]]:
    return [(what, finding) for what, finding in changes if story_of()[finding.accused] == story]


@pytest.mark.slow
@pytest.mark.parametrize("story", cases("repeats"))
def test_an_exact_repeat_adds_at_most_its_own_row(story):
    assert _more_than_a_row(story, 0) == []


def _more_than_a_row(story: str, n: int) -> list[tuple[str, Finding]]:
    """What changes when the nth claim of every story is entered once more, but for the row that says so."""
    was = _alone(findings(before()), story)
    now = _alone(findings(_after_repeats(n), lambda text: text.removesuffix("~")), story)
    said = Counter(f for f in (now - was).elements() if f.code == "FC105")
    more = [("new", f) for f in (now - was - said).elements()]
    return more + [("lost", f) for f in (was - now).elements() if f.code != "FC105"]


@cache
def _after_repeats(n: int) -> pd.DataFrame:
    return report(repeated(desk(), _nth(claims_of(), n), lambda name: f"{name}~"))


@cache
def claims_of() -> dict[str, list[str]]:
    """The claims of each story, first those that a finding accuses."""
    accused = set(_loud(before())["claim_id"])
    found: dict[str, list[str]] = {story: [] for story in STORIES}
    for claim, story in story_of().items():
        found[story].append(claim)
    return {story: sorted(ids, key=lambda i: i not in accused) for story, ids in found.items()}


def _nth(ids: dict[str, list[str]], n: int) -> list[str]:
    return [some[n] for some in ids.values() if n < len(some)]


def _alone(found: Counter[Finding], story: str) -> Counter[Finding]:
    return Counter({finding: n for finding, n in found.items() if story_of()[finding.accused] == story})


def _loud(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["severity"].isin(["error", "warning"]) & (rows["status"] == "new")]


@pytest.mark.slow
@pytest.mark.parametrize("story", cases("removals"))
def test_without_the_accused_claim_nobody_else_is_accused_of_it(story):
    assert _accused_instead(story, 0) == []


def _accused_instead(story: str, n: int) -> list[Finding]:
    """Who is accused, without the nth accused claim of the story, in the cell and by the rule that accused that one.

    Claims that were accused before, and those for which the row of the removed claim stood as well, do not count.
    """
    rows = _loud(before())
    accused = _accused_of()[story]
    if n >= len(accused):
        return []
    charges = rows[rows["claim_id"] == accused[n]]
    known = {*rows["claim_id"], *(claim for some in charges["stands_on"] for claim in some)}
    after = _loud(_after_removals(n))
    same = pd.MultiIndex.from_frame(after[_CHARGE]).isin(pd.MultiIndex.from_frame(charges[_CHARGE]))
    return list(findings(after[same & ~after["claim_id"].isin(known)]))


_CHARGE = ["code", "event", "measure", "population", "place"]


@cache
def _accused_of() -> dict[str, list[str]]:
    accused = set(_loud(before())["claim_id"])
    return {story: [claim for claim in ids if claim in accused] for story, ids in claims_of().items()}


@cache
def _after_removals(n: int) -> pd.DataFrame:
    return report(without(desk(), _nth(_accused_of(), n)))


@pytest.mark.slow
def test_wider_ranges_make_no_contradiction():
    wider = report(widened(desk(), list(story_of()), by=2))
    assert _contradictions(wider) <= _contradictions(before(), explained=True)


CONTRADICTIONS = ["FC301", "FC401", "FC406", "FC501", "FC502", "FC505", "FC706"]


def _contradictions(rows: pd.DataFrame, explained: bool = False) -> set[tuple[str, ...]]:
    """The cells in which claims cannot all be true; without those that are explained, unless these are asked for too."""
    found = rows[rows["severity"].ne("note")] if explained else _loud(rows)
    found = found[found["code"].isin(CONTRADICTIONS)]
    return set(found[_CHARGE[1:]].itertuples(index=False, name=None))


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_each_rewriting_alone_changes_nothing(name):
    assert changed((name,)) == []


MOST = 12
"""Claims of a story that are edited in turn, the accused ones first."""


@pytest.mark.slow
@pytest.mark.parametrize("story", cases("every repeat"))
def test_a_repeat_of_any_claim_adds_at_most_its_own_row(story):
    assert [more for n in range(MOST) for more in _more_than_a_row(story, n)] == []


@pytest.mark.slow
@pytest.mark.parametrize("story", cases("every removal"))
def test_without_any_accused_claim_nobody_else_is_accused_of_it(story):
    assert [more for n in range(MOST) for more in _accused_instead(story, n)] == []


@pytest.mark.slow
@pytest.mark.parametrize("story", cases("every widening"))
def test_no_wider_range_makes_a_contradiction(story):
    together = tuple(s for s in STORIES if ("every widening", s) not in OPEN)
    cells = set().union(*(_new_with_wider(together if story in together else (story,), n) for n in range(MOST)))
    events = {
        event for name, table in desk().ledgers.items() if name.startswith(f"{story}/") for event in table["event"]
    }
    assert {cell for cell in cells if cell[0] in events} == set()


@cache
def _new_with_wider(stories: tuple[str, ...], n: int) -> set[tuple[str, ...]]:
    """The cells that become contradictory when the nth claim of each of these stories has a wider range."""
    some = Desk.read(DATA / "stories", stories)
    wider = widened(some, _nth({story: claims_of()[story] for story in stories}, n), by=3 if n % 2 else 500)
    return _contradictions(report(wider)) - _contradictions(before(), explained=True)


@pytest.mark.slow
@pytest.mark.parametrize("name", cases("figures", list(REWRITES)))
def test_a_rewriting_changes_nothing_in_the_real_figures(name):
    figures = Desk.read(REPO / "figures")
    assert differences(figures, report(figures), [name]) == []


@pytest.mark.slow
@settings(max_examples=15)
@given(st.data())
def test_rewritings_may_follow_each_other(data):
    names = data.draw(st.lists(st.sampled_from(list(REWRITES)), min_size=1, max_size=5, unique=True))
    blind = [s for s in STORIES if ("ids", s) not in OPEN] if any(n.startswith("ids ") for n in names) else STORIES
    stories = data.draw(st.lists(st.sampled_from(blind), min_size=1, max_size=4, unique=True))
    some = Desk.read(DATA / "stories", stories)
    assert differences(some, report(some), names, seed=data.draw(st.integers(0, 2**32))) == []
