"""What an installed package can add to figcheck: input formats, report formats, exports.

Each is a *port*: a folder of modules that all have the same few names. The folder holds what ships with figcheck; an installed
package adds a module by an entry point of the port's group. Both are found here, in the same way, when they are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from figcheck.model.errors import FigcheckError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

_NAME = re.compile(r"[a-z][a-z0-9-]*")
_SUFFIX = re.compile(r"\.[a-z0-9.]+")


@dataclass(frozen=True)
class Plugin:
    """One module of a port. `suffixes` are the ends of file names that mean it; `package` brought it (None: it ships)."""

    name: str
    suffixes: tuple[str, ...]
    module: Any
    package: str | None

    @contextmanager
    def guard(self, where: str | None = None) -> Iterator[None]:
        """Goes around whatever the module does: a fault of a module that a package brought is a FigcheckError that names the
        package. A fault of a module of ours is raised as it is.
        """
        try:
            yield
        except FigcheckError:
            raise
        except Exception as error:
            if self.package is None:
                raise
            raise self.fault(_last_words(error), where) from error

    def fault(self, why: str, where: str | None = None) -> FigcheckError:
        """What to say when the module does not do what its port asks for."""
        what = f'"{self.name}" of the package {self.package} failed'
        return FigcheckError(what, where=where, why=why, mend=_mend(self.package))


@dataclass(frozen=True)
class Plugins:
    """The modules of a port by name, what ships before what was added; and why others could not be loaded, by their name."""

    by_name: dict[str, Plugin]
    broken: dict[str, FigcheckError]


@dataclass(frozen=True)
class Port:
    """A place to add to.

    `group` names its entry points, `folder` the package of the modules that ship, `what` one such module in messages.
    Every module has `NAME`, the `functions`, and, where `has_suffixes`, `SUFFIXES`.
    """

    group: str
    folder: str
    what: str
    functions: tuple[str, ...]
    has_suffixes: bool = True

    def plugins(self) -> Plugins:
        """Every module of this port, found once a process."""
        return found_once(self)


@cache
def found_once(port: Port) -> Plugins:
    """Every module of a port that ships or that an installed package brings. Never raises for what a package brought."""
    import pkgutil
    from importlib.metadata import entry_points

    found = Plugins({}, {})
    for info in pkgutil.iter_modules(import_module(port.folder).__path__):
        module = import_module(f"{port.folder}.{info.name}")
        found.by_name[module.NAME] = Plugin(module.NAME, getattr(module, "SUFFIXES", ()), module, None)
    for entry in sorted(entry_points(group=port.group), key=lambda e: (e.name, e.value)):
        try:
            plugin = _loaded(port, entry)
            if plugin.name in found.by_name:
                raise ValueError(f"there is another {port.what} of that name")
        except (Exception, SystemExit) as error:
            found.broken[entry.name] = FigcheckError(
                f'the {port.what} "{entry.name}" of the package {_package(entry)} cannot be used',
                why=_last_words(error),
                mend=_mend(_package(entry)),
            )
        else:
            found.by_name[plugin.name] = plugin
    return found


def _loaded(port: Port, entry: EntryPoint) -> Plugin:
    """The module of an entry point. Raises whatever its import raises, and ValueError when it is not what the port asks for."""
    module = entry.load()
    name, suffixes = getattr(module, "NAME", None), getattr(module, "SUFFIXES", ())
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise ValueError(f"its NAME is {name!r}, and should be lower-case letters, digits and hyphens")
    if name != entry.name:
        raise ValueError(f'its NAME is "{name}", and its entry point is called "{entry.name}"')
    if port.has_suffixes and not (isinstance(suffixes, tuple) and all(map(_is_suffix, suffixes))):
        raise ValueError(f'its SUFFIXES are {suffixes!r}, and should be a tuple such as (".csv",)')
    missing = [function for function in port.functions if not callable(getattr(module, function, None))]
    if missing:
        raise ValueError(f"it has no function {missing[0]}")
    return Plugin(name, suffixes, module, _package(entry))


def _is_suffix(text: object) -> bool:
    return isinstance(text, str) and _SUFFIX.fullmatch(text) is not None


def _package(entry: EntryPoint) -> str:
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else entry.value


def _mend(package: str | None) -> str:
    name = (package or "").partition(" ")[0]
    return f"update {name}, or remove it: pip uninstall {name}"


def _last_words(error: BaseException) -> str:
    """An exception in one line."""
    return " ".join(f"{type(error).__name__}: {error}".split())
