"""The formats of a report, and where each goes: `FILE` by its suffix, or `FORMAT:FILE`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from figcheck.model.disk.atomic_write import write_whole
from figcheck.model.disk.overwrite import first_line_of, refuse_to_replace
from figcheck.model.errors import FigcheckError, SettingsError
from figcheck.model.plugins import Plugin, Port
from figcheck.report.report import Report


class ReportFormat(Protocol):
    """One format: a module with these names, in `report/files/` or in an installed package (entry points `figcheck.reports`).

    The same report gives the same text. A format that cannot hold everything has one more function, `left_out(report) -> str`:
    what it leaves out, in a sentence, or "". `BEGINS` is a pattern of bytes that every report of the format begins with: a
    file that begins so may be replaced by a newer report. Without it, a file may be replaced if its first line is the same.
    A format that needs further files has `beside(report, path) -> list[Beside]`: these are guarded and written as the report is.
    """

    NAME: str
    """Its name on the command line."""

    SUFFIXES: tuple[str, ...]
    """The ends of file names that mean it, each with its dot; none for a format that is asked for by name alone."""

    def render(self, report: Report) -> str | bytes:
        """The whole content of the file."""
        ...


@dataclass(frozen=True, slots=True)
class Beside:
    """A file that belongs to a report: where it goes, its content, and how every file of its kind begins."""

    path: Path
    content: bytes
    begins: re.Pattern[bytes]


PORT = Port("figcheck.reports", "figcheck.report.files", "report format", ("render",))


@dataclass(frozen=True, slots=True)
class Format:
    """One format, and the package that brought it."""

    plugin: Plugin

    @property
    def name(self) -> str:
        """Its name on the command line."""
        return self.plugin.name

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The ends of file names that mean it."""
        return self.plugin.suffixes

    def render(self, report: Report) -> str | bytes:
        """The report in this format. Raises FigcheckError when a package's format fails."""
        module: ReportFormat = self.plugin.module
        with self.plugin.guard():
            content = module.render(report)
        if isinstance(content, (str, bytes)):
            return content
        raise self.plugin.fault(f"render gave {type(content).__name__}, and should give text or bytes")

    def encoded(self, report: Report) -> bytes:
        """The bytes of the file: text is in UTF-8."""
        content = self.render(report)
        return content if isinstance(content, bytes) else content.encode("utf-8")

    @property
    def begins(self) -> re.Pattern[bytes] | None:
        """The beginning of every report of this format; None where its package does not tell."""
        begins = getattr(self.plugin.module, "BEGINS", None)
        return begins if isinstance(begins, re.Pattern) and isinstance(begins.pattern, bytes) else None

    def beside(self, report: Report, path: Path) -> list[Beside]:
        """The files that go with the report to `path`; none where that is no ordinary file, such as /dev/stdout."""
        files = getattr(self.plugin.module, "beside", None)
        if files is None or (path.exists() and not path.is_file()):
            return []
        with self.plugin.guard():
            return list(files(report, path))

    def left_out(self, report: Report) -> str:
        """What of the report this format cannot hold, in a sentence; "" when it has everything."""
        say = getattr(self.plugin.module, "left_out", None)
        if say is None:
            return ""
        with self.plugin.guard():
            return str(say(report))


def formats() -> dict[str, Format]:
    """Every format by its name, what ships first."""
    return {name: Format(plugin) for name, plugin in PORT.plugins().by_name.items()}


@dataclass(frozen=True, slots=True)
class Target:
    """A report that was asked for: in which format and where to."""

    format: Format
    path: Path

    def refuse(self, inputs: Iterable[str], report: Report) -> None:
        """Raises SettingsError when the report would destroy one of the files that were read, or one that is not a report."""
        own = [begins for known in formats().values() if (begins := known.begins) is not None]
        own.append(self.format.begins or first_line_of(self.format.encoded(report)))
        inputs = list(inputs)
        refuse_to_replace(self.path, inputs, what="the report", flag="--report", own=own)
        for file in self.format.beside(report, self.path):
            refuse_to_replace(file.path, inputs, what="a file of the report", flag="--report", own=[file.begins])

    def write(self, report: Report) -> None:
        """Writes the report at once or not at all. Raises FigcheckError when it cannot be written."""
        write_whole(self.path, self.format.encoded(report))
        for file in self.format.beside(report, self.path):
            write_whole(file.path, file.content)


def format_of(name: str) -> Format:
    """The format of that name. Raises FigcheckError when there is none, or a package's is broken."""
    found = formats().get(name.casefold())
    if found is None:
        raise _no_format(name)
    return found


def target(name: str) -> Target:
    """What `--report NAME` asks for.

    Raises FigcheckError for a format that there is not, and when neither prefix nor suffix decides.

    >>> found = target("csv:out/today")
    >>> found.format.name, found.path.as_posix()
    ('csv', 'out/today')
    """
    known = formats()
    prefix, colon, rest = name.partition(":")
    if colon and prefix.casefold() in known and rest:
        return Target(known[prefix.casefold()], Path(rest))
    if colon and prefix.replace("-", "").isalpha() and len(prefix) > 1:  # one letter is a drive of Windows
        raise _no_format(prefix, name)
    suffix = Path(name).suffix.casefold()
    for format_ in known.values():
        if suffix in format_.suffixes:
            return Target(format_, Path(name))
    why = f'its suffix is "{suffix.removeprefix(".")}"' if suffix else "it has no suffix"
    suffixes = ", ".join(suffix for format_ in known.values() for suffix in format_.suffixes)
    mend = f"end it with one of {suffixes}, or write FORMAT:{name} with one of {', '.join(known)}"
    broken = PORT.plugins().broken.values()
    raise next(iter(broken), SettingsError("cannot tell the format of the report", where=name, why=why, mend=mend))


def _no_format(name: str, where: str | None = None) -> FigcheckError:
    broken = PORT.plugins().broken.get(name.casefold())
    mend = f"write one of {', '.join(formats())}"
    return broken or SettingsError(f'there is no report format "{name}"', where=where, mend=mend)
