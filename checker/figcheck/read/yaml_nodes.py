"""The nodes of a YAML file, each with its line, and the values that may stand in them; what cannot be meant is refused there."""

from __future__ import annotations

import re
from datetime import date, datetime

import yaml

from figcheck.model.errors import LedgerError
from figcheck.model.near import did_you_mean
from figcheck.model.vocabulary import same_name

_NONE = ("", "null", "~")
_NUMBER = re.compile(r"\d+|\d{1,3}(,\d{3})+|\d{1,3}(_\d{3})+")
_MOST_PEOPLE = 10**11
"""No number of people is as large: ten times as many as live."""
_MOST_PARTS = 100_000
"""Names in one list of lists; short references to one long list could ask for any number of them."""
_LONGEST_SHOWN = 60
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def compose(text: str, shown_as: str, what: str = "the vocabulary") -> yaml.Node | None:
    """The node of a whole file, every scalar as text (a place called No stays No); None for an empty file. Raises LedgerError."""
    try:
        return yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        why = f"it has the character U+{error.character:04X}, which YAML does not allow"
        raise _unreadable(what, f"{shown_as}:{line}", why, "remove the character") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        why = f"it is not valid YAML: {getattr(error, 'problem', None) or error}"
        where = f"{shown_as}:{_line(mark)}" if mark else shown_as
        raise _unreadable(what, where, why, "check the indentation and quotes around this line") from error
    except RecursionError as error:
        raise _unreadable(what, shown_as, "its lists and names are nested hundreds of levels deep", _FLATTER) from error


_FLATTER = "write it with fewer levels: docs/ledger.md shows a vocabulary"


def _line(mark: yaml.Mark) -> int:
    """The line of a mark as an editor counts it; for YAML, U+2028 and its like end a line too."""
    return mark.line + 1 if mark.buffer is None else mark.buffer.count("\n", 0, mark.pointer) + 1


def _unreadable(what: str, where: str, why: str, mend: str) -> LedgerError:
    return LedgerError(f"cannot read {what}", where=where, why=why, mend=mend)


class Nodes:
    """Reads values from the nodes of one file, which messages call `shown_as`. Every method raises LedgerError with the line."""

    def __init__(self, shown_as: str) -> None:
        self.shown_as = shown_as

    def fail(self, node: yaml.Node, what: str, why: str | None = None, mend: str | None = None) -> LedgerError:
        """The error to raise about a node."""
        return LedgerError(what, where=f"{self.shown_as}:{_line(node.start_mark)}", why=why, mend=mend)

    def scalar(self, node: yaml.Node, what: str) -> str:
        """The text of a node that is neither a list nor holds names of its own."""
        if not isinstance(node, yaml.ScalarNode):
            kind = "a list" if isinstance(node, yaml.SequenceNode) else "a table of names and values"
            raise self.fail(
                node, f"{what} is {kind}", why="one value belongs here", mend="write one name, day or number"
            )
        text = str(node.value)
        if (character := _NOT_TEXT.search(text)) is not None:
            what = f"{what} has the character U+{ord(character[0]):04X}"
            raise self.fail(node, what, why="it is not a character of any text", mend="write the name without it")
        return text

    def mapping(self, node: yaml.Node, what: str, allowed: tuple[str, ...]) -> dict[str, yaml.Node]:
        """Known key -> node, for a node that may have only these keys."""
        found: dict[str, yaml.Node] = {}
        for key, value in self._pairs(node, what):
            name = self.scalar(key, f"a key of {what}")
            if name not in allowed:
                mend = did_you_mean(name, allowed) or f"known: {', '.join(allowed)}"
                raise self.fail(key, f'{what} has no key "{_short(name)}"', mend=mend)
            if name in found:
                raise self.fail(key, f'"{name}" appears twice in {what}', mend="join the two")
            found[name] = value
        return found

    def entries(self, node: yaml.Node | None, what: str) -> list[tuple[str, yaml.Node]]:
        """(name, node) of everything that a node declares, as written; two spellings of one name are refused."""
        if node is None:
            return []
        found: dict[str, tuple[str, yaml.Node]] = {}
        for key, value in self._pairs(node, what):
            name = self.name(key, f"a name in {what}")
            before = found.get(same_name(name))
            if before is not None:
                twice = f'"{_short(name)}" appears twice in {what}'
                spellings = f'"{_short(before[0])}" and "{_short(name)}" are one name in {what}'
                raise self.fail(key, twice if before[0] == name else spellings, mend="join the two")
            found[same_name(name)] = (name, value)
        return list(found.values())

    def name(self, node: yaml.Node, what: str) -> str:
        """A name: text that is not blank."""
        text = self.scalar(node, what)
        if not text.strip():
            raise self.fail(node, f"{what} is empty", mend="write the name, or remove the line")
        return text

    def names(self, node: yaml.Node | None, what: str) -> tuple[str, ...]:
        """A list of names; one name stands for a list of it alone."""
        if node is None or self.is_none(node):
            return ()
        if isinstance(node, yaml.ScalarNode):
            return (self.name(node, what),)
        if not isinstance(node, yaml.SequenceNode):
            raise self.fail(node, f"{what} should be a list of names", mend="write [first, second]")
        return tuple(self.name(item, f"a name in {what}") for item in node.value)

    def lists_of_names(self, node: yaml.Node | None, what: str) -> tuple[tuple[str, ...], ...]:
        """Several lists of names; one list of names stands for itself alone, since what was meant is clear."""
        if node is None or self.is_none(node):
            return ()
        if not isinstance(node, yaml.SequenceNode):
            raise self.fail(node, f"{what} should be a list of lists", mend="write [[first part, second part]]")
        if all(isinstance(item, yaml.ScalarNode) for item in node.value):
            return (self.names(node, what),)
        found, size = [], 0
        for item in node.value:
            found.append(self.names(item, what))
            size += len(found[-1])
            if size > _MOST_PARTS:
                raise self.fail(node, f"{what} has more than {_MOST_PARTS:,} names", mend="declare fewer parts")
        return tuple(found)

    def day(self, node: yaml.Node | None, what: str) -> date | None:
        """A day, None where nothing is written; the time of a timestamp does not count."""
        if node is None or self.is_none(node):
            return None
        text = self.scalar(node, what)
        for read in (date.fromisoformat, lambda timestamp: datetime.fromisoformat(timestamp).date()):
            try:
                return read(text)
            except ValueError:
                continue
        raise self.fail(node, f'"{_short(text)}" is not a date', mend="write it as 2024-02-03")

    def number(self, node: yaml.Node, what: str) -> int:
        """A whole number of people, with or without commas between thousands."""
        text = self.scalar(node, what)
        if _NUMBER.fullmatch(text) is None:
            mend = "write it with digits, such as 1200 or 1,200"
            raise self.fail(node, f'{what} is "{_short(text)}", which is not a whole number', mend=mend)
        digits = text.replace(",", "").replace("_", "")
        if len(digits.lstrip("0")) > len(str(_MOST_PEOPLE)) or int(digits) > _MOST_PEOPLE:
            raise self.fail(node, f"{what} is {_short(text)}, which is more people than there are", mend="correct it")
        return int(digits)

    def is_none(self, node: yaml.Node) -> bool:
        """Whether a node says nothing."""
        return isinstance(node, yaml.ScalarNode) and node.value in _NONE

    def _pairs(self, node: yaml.Node, what: str) -> list[tuple[yaml.Node, yaml.Node]]:
        if self.is_none(node):
            return []
        if not isinstance(node, yaml.MappingNode):
            raise self.fail(node, f"{what} should be a list of `name: value` lines")
        return list(node.value)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 2]} …"
