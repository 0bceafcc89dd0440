"""What pip is to install elsewhere, so that the same figcheck runs there: a wheel, a pinned commit, or a version."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from figcheck.model.errors import FigcheckError
from figcheck.model.version import __version__
from figcheck.read.git_revision import Repository

WHEELS = "wheels"
"""The folder next to the ledgers in which a wheel is kept."""


@dataclass(frozen=True)
class PackageSource:
    """What pip installs: `requirement` as it stands after `pip install`, and in words where it is from.

    `wheel` is a file to be copied into the folder WHEELS, to which `requirement` then leads.
    """

    requirement: str
    words: str
    wheel: Path | None = None


def package_source(given: str | None) -> PackageSource:
    """What `--package` asks for; without it, the source from which this figcheck was installed, at the same revision.

    Raises FigcheckError for a wheel that is not there, and when nobody else can reach that source.
    """
    if given is None:
        return _installed_from(_direct_url())
    if given.endswith(".whl") and "://" not in given:
        return _beside(Path(given), "the wheel that --package names")
    address = re.match(r"git\+|https?:", given)
    return PackageSource(f"figcheck[all] @ {given}" if address else given, "what --package says")


def _direct_url() -> Mapping[str, Any]:
    """What pip noted when it installed this figcheck from an address or a file (direct_url.json); {} from an index."""
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        return dict(json.loads(distribution("figcheck").read_text("direct_url.json") or "{}"))
    except (PackageNotFoundError, ValueError) as error:
        raise _cannot_tell("this figcheck was not installed by pip") from error


def _installed_from(noted: Mapping[str, Any]) -> PackageSource:
    if not noted:
        return PackageSource(f"figcheck[all]=={__version__}", "the version that runs here, from your package index")
    url, below = noted["url"], noted.get("subdirectory", "")
    address = public_address(url)
    if "vcs_info" in noted and address:
        return _pinned(address, noted["vcs_info"]["commit_id"], below)
    if "archive_info" in noted and address:
        digest = noted["archive_info"].get("hashes", {}).get("sha256")
        pinned = f"{address}#sha256={digest}" if digest else address
        return PackageSource(f"figcheck[all] @ {pinned}", "the file from which it was installed here")
    if "vcs_info" in noted or not url.startswith("file:"):
        raise _cannot_tell(f"it was installed from {url}, which others cannot reach")
    from urllib.request import url2pathname

    path = Path(url2pathname(urlsplit(url).path))
    if path.suffix == ".whl":
        return _beside(path, "the wheel from which it was installed here")
    return _from_clone(path)


def _from_clone(folder: Path) -> PackageSource:
    """The commit of a clone from which figcheck was installed."""
    try:
        repository = Repository(folder)
        commit = repository.commit("HEAD")
        addresses = [public_address(url) for url in repository.remotes_with(commit)]
    except FigcheckError as error:
        raise _cannot_tell(f"it was installed from the folder {folder.as_posix()}: {error.what}", folder) from error
    address = next(filter(None, addresses), None)
    if address is None:
        why = f"it was installed from the clone {folder.as_posix()}, and no remote that others can reach has its commit"
        raise _cannot_tell(why, folder)
    below = os.path.relpath(folder.resolve(), repository.top.resolve())
    return _pinned(address, commit, "" if below == "." else Path(below).as_posix())


def _pinned(address: str, commit: str, below: str) -> PackageSource:
    where = f"#subdirectory={below}" if below else ""
    return PackageSource(f"figcheck[all] @ git+{address}@{commit}{where}", "the commit that runs here")


def _beside(wheel: Path, words: str) -> PackageSource:
    if not wheel.is_file():
        raise FigcheckError("no such wheel", where=wheel.as_posix(), mend="check the path, or give another --package")
    return PackageSource(f"./{WHEELS}/{wheel.name}[all]", f"{words}, copied beside the ledgers", wheel)


def public_address(url: str) -> str | None:
    """The address of a git remote as anybody may fetch it: over https, without a user's name; None for another kind.

    >>> public_address("git@example.org:desk/figcheck.git"), public_address("https://me:secret@example.org/figcheck")
    ('https://example.org/desk/figcheck.git', 'https://example.org/figcheck')
    >>> public_address("/home/me/figcheck") is None
    True
    """
    short = re.fullmatch(r"[\w.-]+@([\w.-]+):(?!/)(.+)", url)
    if short:
        return f"https://{short[1]}/{short[2]}"
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http", "ssh") or not parts.hostname:
        return None
    if parts.scheme == "ssh":
        return urlunsplit(("https", parts.hostname, parts.path, "", ""))
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def _cannot_tell(why: str, folder: Path | None = None) -> FigcheckError:
    build = f"python -m pip wheel --no-deps {folder.as_posix() if folder else 'FOLDER'}"
    mend = (
        "say it with --package: git+https://ADDRESS@COMMIT, a version of your package index, or a wheel, which is then "
        f"copied beside the ledgers (`{build}` builds one)"
    )
    return FigcheckError("figcheck does not know what pip can install there", why=why, mend=mend)
