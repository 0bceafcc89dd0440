"""Fifth stage: what was found -> a report in words, as a file and on the terminal."""

from checker.report.assemble import CardText, assemble
from checker.report.formats import FORMATS, Writer, target
from checker.report.summary import RunSummary
from checker.report.terminal import show
from checker.report.wording import fill, range_words, say

__all__ = ["FORMATS", "CardText", "RunSummary", "Writer", "assemble", "fill", "range_words", "say", "show", "target"]
