"""What git knows: the commit that a revision names, and the files that it had. Nothing is written, nothing is fetched."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from figcheck.model.errors import FigcheckError

_WITHOUT = "or name the changed files yourself: --changed-files FILE"
_LFS = b"version https://git-lfs.github.com/spec/"


class Repository:
    """The repository in which a path lies. Raises FigcheckError when there is no git, or no repository."""

    def __init__(self, path: Path) -> None:
        folder = path if path.is_dir() else path.parent
        self.top = folder
        answer = self._git("rev-parse", "--show-toplevel")
        if answer.returncode:
            raise FigcheckError(
                "not in a git repository",
                where=path.as_posix(),
                why=_last_line(answer.stderr),
                mend=f"run figcheck where git tracks the ledgers, {_WITHOUT}",
            )
        self.top = Path(os.fsdecode(answer.stdout).rstrip("\n"))

    def commit(self, revision: str) -> str:
        """The commit that a revision names; `REV...` is the one where this branch left REV, as for `git diff`.

        Raises FigcheckError when this clone has no such commit, and says what to fetch when it is shallow.
        """
        name = revision.removesuffix("...")
        answer = self._git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        if answer.returncode:
            raise self._unknown(revision, "this clone has no such commit, branch or tag")
        commit = answer.stdout.decode().strip()
        if name == revision:
            return commit
        answer = self._git("merge-base", commit, "HEAD")
        if answer.returncode:
            raise self._unknown(revision, "this clone does not have the commit where the two branches parted")
        return answer.stdout.decode().strip()

    def remotes_with(self, commit: str) -> list[str]:
        """The addresses of the remotes that have a commit, as far as this clone knows."""
        answer = self._git("branch", "--remotes", "--contains", commit, "--format=%(refname:short)")
        names = dict.fromkeys(line.partition("/")[0] for line in answer.stdout.decode().split())
        return [self._git("remote", "get-url", name).stdout.decode().strip() for name in names]

    def files(self, commit: str, folders: Sequence[Path]) -> Iterator[tuple[PurePosixPath, bytes]]:
        """(path below the top, content) of every file that a commit has below these folders (or is one of them).

        Links and submodules are left out. Raises FigcheckError for a file that is the file is in Git LFS, and for a path outside
        the repository.
        """
        specs = [self.below(folder) for folder in folders]
        listed = self._git("--literal-pathspecs", "ls-tree", "-r", "-z", commit, "--", *specs)
        self._require(listed)
        found = []
        for entry in listed.stdout.split(b"\0"):
            if entry:
                told, _, name = entry.partition(b"\t")
                mode, _, blob = told.split(b" ")[:3]
                if mode.startswith(b"100"):
                    found.append((PurePosixPath(os.fsdecode(name)), blob))
        for (path, _), content in zip(found, self._contents([blob for _, blob in found]), strict=True):
            if content.startswith(_LFS):
                raise FigcheckError(
                    "the file is in Git LFS",
                    where=path.as_posix(),
                    why="this clone does not have its old content",
                    mend=_WITHOUT[3:],
                )
            yield path, content

    def _contents(self, blobs: list[bytes]) -> Iterator[bytes]:
        answer = self._git("cat-file", "--batch", stdin=b"".join(blob + b"\n" for blob in blobs))
        self._require(answer)
        rest, at = answer.stdout, 0
        for _ in blobs:
            end = rest.index(b"\n", at)
            told = rest[at:end].split(b" ")
            if len(told) != 3:  # a partial clone that must not fetch
                raise FigcheckError("this clone lacks a file of that commit", why=rest[at:end].decode(), mend=_FETCH)
            size = int(told[2])
            yield rest[end + 1 : end + 1 + size]
            at = end + 1 + size + 1

    def below(self, path: Path) -> str:
        """A path as git names it, below the top. Raises FigcheckError for one outside the repository."""
        try:
            return path.resolve().relative_to(self.top.resolve()).as_posix()
        except ValueError:
            raise FigcheckError(
                "not in the same git repository",
                where=path.as_posix(),
                why=f"the repository is {self.top}",
                mend=_WITHOUT[3:],
            ) from None

    def _unknown(self, revision: str, why: str) -> FigcheckError:
        answer = self._git("rev-parse", "--is-shallow-repository")
        shallow = answer.stdout.strip() == b"true"
        mend = (
            _FETCH
            if shallow
            else "check the name: `git log --oneline` lists commits, and `git branch -a` lists branches"
        )
        return FigcheckError(
            f'cannot compare with "{revision}"', why=f"{why}{', which is shallow' * shallow}", mend=mend
        )

    def _require(self, answer: subprocess.CompletedProcess[bytes]) -> None:
        if answer.returncode:
            raise FigcheckError("git cannot say what changed", why=_last_line(answer.stderr), mend=_WITHOUT[3:])

    def _git(self, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        # no fetching of what a partial clone lacks: figcheck opens no network connection
        quiet = {**os.environ, "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
        command = ["git", "-C", str(self.top), *arguments]
        try:
            return subprocess.run(command, input=stdin, capture_output=True, check=False, env=quiet)  # noqa: S603
        except FileNotFoundError as error:
            raise FigcheckError("git is not installed", mend=f"install it, {_WITHOUT}") from error


_FETCH = (
    "fetch the commit first: `git fetch --depth=1 origin COMMIT` for one commit, `fetch-depth: 0` in actions/checkout or "
    "GIT_DEPTH: 0 in GitLab for the whole history (needed for `REV...`)"
)


def _last_line(text: bytes) -> str:
    lines = text.decode("utf-8", "replace").strip().splitlines()
    return lines[-1].removeprefix("fatal: ") if lines else "git did not say why"
