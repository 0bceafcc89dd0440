"""The formats a report has, and where each goes: `FILE` by its suffix, or `FORMAT:FILE`."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from figcheck.model.atomic_write import write_whole
from figcheck.model.errors import SettingsError
from figcheck.report.report import Report


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name on the command line, the suffixes that mean it, and the module that has its `render`.

    `render(report: Report) -> str` gives the whole text of the file; the same report gives the same text. A format with a
    limit has `left_out(report: Report) -> str` too. The module is imported when its format is asked for.
    """

    name: str
    suffixes: tuple[str, ...]
    module: str

    def render(self, report: Report) -> str:
        """The report in this format."""
        text: str = import_module(f"figcheck.report.{self.module}").render(report)
        return text

    def left_out(self, report: Report) -> str:
        """What of the report this format cannot hold, in a sentence; "" when it has everything."""
        say = getattr(import_module(f"figcheck.report.{self.module}"), "left_out", None)
        return str(say(report)) if say else ""


FORMATS = {
    format_.name: format_
    for format_ in (
        Format("csv", (".csv",), "files.csv_file"),
        Format("json", (".json",), "files.json_file"),
        Format("jsonl", (".jsonl", ".ndjson"), "files.json_lines"),
        Format("sarif", (".sarif",), "files.sarif"),
        Format("junit", (".xml",), "files.junit"),
        Format("markdown", (".md",), "files.markdown"),
        Format("github", (), "files.github"),
        Format("gitlab", (), "files.gitlab"),
        Format("html", (".html", ".htm"), "web_page.page"),
    )
}  # fmt: skip
"""Every format by its name."""


@dataclass(frozen=True, slots=True)
class Target:
    """A report that was asked for: in which format and where to."""

    format: Format
    path: Path

    def write(self, report: Report) -> None:
        """Writes the report at once or not at all. Raises FigcheckError when it cannot be written."""
        write_whole(self.path, self.format.render(report).encode("utf-8"))


def format_of(name: str) -> Format:
    """The format of that name. Raises SettingsError when there is none."""
    found = FORMATS.get(name.casefold())
    if found is None:
        raise SettingsError(f'there is no report format "{name}"', mend=f"write one of {', '.join(FORMATS)}")
    return found


def target(name: str) -> Target:
    """What `--report NAME` asks for.

    Raises SettingsError for a format that there is not, and when neither prefix nor suffix decides.

    >>> found = target("csv:out/today")
    >>> found.format.name, found.path.as_posix()
    ('csv', 'out/today')
    """
    prefix, colon, rest = name.partition(":")
    if colon and prefix.casefold() in FORMATS and rest:
        return Target(FORMATS[prefix.casefold()], Path(rest))
    if colon and prefix.isalpha() and len(prefix) > 1:  # one letter is a drive of Windows
        raise SettingsError(
            f'there is no report format "{prefix}"', where=name, mend=f"write one of {', '.join(FORMATS)}"
        )
    suffix = Path(name).suffix.casefold()
    for format_ in FORMATS.values():
        if suffix in format_.suffixes:
            return Target(format_, Path(name))
    why = f'its suffix is "{suffix.removeprefix(".")}"' if suffix else "it has no suffix"
    known = ", ".join(suffix for format_ in FORMATS.values() for suffix in format_.suffixes)
    mend = f"end it with one of {known}, or write FORMAT:{name} with one of {', '.join(FORMATS)}"
    raise SettingsError("cannot tell the format of the report", where=name, why=why, mend=mend)
