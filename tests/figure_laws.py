"""The laws that hold of whatever `parse_figure` gives: for the tests of the parser and for benchmarks/fuzz.py."""

from figcheck.model.figure import Figure
from figcheck.model.words import QUALIFIERS, UNITS


def assert_answer(text: str, figure: Figure) -> None:
    """A text gives a lawful figure whose parts lie in it, or a reason with what to do."""
    assert figure.figure == text
    if figure.error is None:
        assert_lawful(figure)
        assert figure.mend is None
    else:
        assert figure.mend
        assert len(figure.error) < 400
        assert figure.qualifier is None
        assert figure.low is None
    ends = [edge for part in figure.parts for edge in (part.start, part.end)]
    assert ends == sorted(ends)
    assert not ends or 0 <= ends[0] <= ends[-1] <= len(text)


def assert_lawful(figure: Figure) -> None:
    """A figure that could be read has a range in order, its implied range inside it, and whole bounds for people."""
    assert figure.qualifier in QUALIFIERS
    assert figure.unit in UNITS
    assert (figure.value is None) == (figure.qualifier in ("between", "vague"))
    if figure.correction:
        assert_lawful_correction(figure)
        return
    assert figure.low is not None
    assert figure.low >= 0
    assert figure.high is None or figure.low <= figure.high
    assert figure.implied_low is not None
    assert figure.low <= figure.implied_low
    if figure.high is not None:
        assert figure.implied_high is not None
        assert figure.implied_high <= figure.high
    if figure.implied_high is not None:
        assert figure.implied_low <= figure.implied_high
    assert_whole_bounds(figure)


def assert_lawful_correction(figure: Figure) -> None:
    """The mirror image of a lawful figure, at or below zero."""
    for least, most in (("low", "high"), ("implied_low", "implied_high")):
        low, high = getattr(figure, least), getattr(figure, most)
        assert low is None or low <= 0
        assert high is not None
        assert high <= 0
        assert low is None or low <= high
    assert figure.low is None or figure.implied_low is None or figure.low <= figure.implied_low
    assert figure.implied_high <= figure.high
    assert figure.value is None or figure.value <= 0
    assert not figure.increment
    assert_whole_bounds(figure)


def assert_whole_bounds(figure: Figure) -> None:
    """People and households are counted whole."""
    if figure.unit in ("people", "households"):
        for bound in (figure.low, figure.high, figure.implied_low, figure.implied_high):
            assert bound is None or type(bound) is int
