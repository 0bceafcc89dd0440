"""The exports of a trail by name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from figcheck.model.disk.overwrite import first_line_of
from figcheck.model.errors import SettingsError
from figcheck.model.plugins import Port

if TYPE_CHECKING:
    from figcheck.provenance.trail.trail import Trail


class Export(Protocol):
    """One export: a module with these names, in `provenance/exports/` or in an installed package (entry points
    `figcheck.exports`). The same trail gives the same text. `BEGINS` is a pattern of bytes that every such export begins with:
    a file that begins so may be replaced. Without it, a file may be replaced if its first line is the same.
    """

    NAME: str
    """Its name on the command line."""

    def render(self, trail: Trail) -> str:
        """The whole text of the export."""
        ...


PORT = Port("figcheck.exports", "figcheck.provenance.exports", "export", ("render",), has_suffixes=False)


def exports() -> list[str]:
    """The names of all exports."""
    return list(PORT.plugins().by_name)


def require_export(name: str) -> None:
    """Raises FigcheckError when there is no export of that name, or a package's is broken."""
    found = PORT.plugins()
    if name not in found.by_name:
        mend = f"write one of {', '.join(found.by_name)}"
        raise found.broken.get(name) or SettingsError(f'there is no export "{name}"', mend=mend)


def rendered(trail: Trail, name: str) -> str:
    """The text of one export. Raises FigcheckError as `require_export` does, and when a package's export fails."""
    require_export(name)
    plugin = PORT.plugins().by_name[name]
    export: Export = plugin.module
    with plugin.guard():
        text = export.render(trail)
    if isinstance(text, str):
        return text
    raise plugin.fault(f"render gave {type(text).__name__}, and should give text")


def beginnings(name: str, content: bytes) -> list[re.Pattern[bytes]]:
    """The beginnings of files that the export `name`, of this content, may replace: exports of any kind."""
    modules = {other: plugin.module for other, plugin in PORT.plugins().by_name.items()}
    own = [begins for module in modules.values() if isinstance(begins := getattr(module, "BEGINS", None), re.Pattern)]
    return own if hasattr(modules[name], "BEGINS") else [*own, first_line_of(content)]
