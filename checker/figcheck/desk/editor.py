"""The state of the desk between two pages: the last check, what was decided, and what can be undone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from figcheck import gate
from figcheck.desk.checked import Checked, check, hash_of, time_of
from figcheck.desk.correction import Correction
from figcheck.desk.new_claim import NewClaim, TextRead, copy_record, ledgers_to_add_to, read_text
from figcheck.model.disk.atomic_write import write_whole
from figcheck.model.errors import FigcheckError
from figcheck.model.places import file_of
from figcheck.model.settings import Settings
from figcheck.provenance.copies.fetch import Fetcher
from figcheck.provenance.copies.store import store
from figcheck.report.causes import followers
from figcheck.report.records import Record


class ChangedOutsideError(FigcheckError):
    """A file is not as the page showed it; nothing was written."""


@dataclass(frozen=True)
class Difference:
    """What a check brought and took away: findings that are new, that are gone, that were set aside, and whose numbers changed."""

    came: list[Record] = field(default_factory=list)
    gone: list[Record] = field(default_factory=list)
    aside: list[Record] = field(default_factory=list)
    changed: list[Record] = field(default_factory=list)


@dataclass(frozen=True)
class Decision:
    """Something that was decided and written.

    `words` says what, `before` and `after` are the contents of `file` (None: there was none), and `problem` says why no check
    could be made afterwards, "" if one was. `cell` has (column, old value, new value) of a correction, `added` the id of a new
    claim, and `copy` the file in which its page was kept.
    """

    number: int
    words: str
    file: Path
    before: bytes | None
    after: bytes | None
    difference: Difference
    problem: str = ""
    cell: tuple[str, str, str] | None = None
    undoes: int | None = None
    added: str = ""
    copy: str = ""


class Editor:
    """One editor's session. All methods may be called from several threads; decisions are made one after the other."""

    def __init__(self, paths: Sequence[Path], settings: Settings, today: date) -> None:
        self.paths, self.settings, self.today = tuple(paths), settings, today
        self.checked = check(self.paths, settings, today)
        self.problem = ""
        self.decisions: list[Decision] = []
        self.read: list[TextRead] = []
        self.fetcher = Fetcher()
        self._lock = threading.Lock()

    def changed_outside(self) -> list[str]:
        """The files that are not as they were when they were read."""
        times = self.checked.times.items()
        return [
            name for name, at in times if time_of(Path(name)) != at and hash_of(Path(name)) != self.checked.files[name]
        ]

    def check_again(self) -> Difference:
        """Checks anew, for what changed outside; gives what that brought."""
        with self._lock:
            return self._check()

    def waive(self, waiver: gate.NewWaiver, state: str, covers: str = "") -> Decision:
        """Lets a finding stand, as long as its numbers are those of `state`, with the findings of the same cause.

        `covers` has these as the page showed them (see `Checked.covers`).

        Raises FigcheckError, and ChangedOutsideError when the finding or a file is not as the page had it.
        """
        with self._lock:
            waiver.refuse_empty(self.today, self.settings.longest_waiver)
            self._require_unchanged()
            rows = self.checked.report.rows
            found = rows[rows["fingerprint"] == waiver.fingerprint]
            if (
                not len(found)
                or str(found.iloc[0]["state"]) != state
                or self.checked.covers(waiver.fingerprint) != covers
            ):
                raise ChangedOutsideError(
                    "the finding is not as the page showed it",
                    why="its numbers changed, or it is gone",
                    mend="look again",
                )
            finding: gate.FindingRow = found.iloc[0][list(gate.FindingRow.__annotations__)].to_dict()
            gate.refuse_needless(finding, self.about_waivers)
            file = gate.waivers_file(Path(finding["file"]), self.paths)
            words = f"Waived {finding['code']} {finding['rule']} until {waiver.until}"
            row = waiver.row(finding, followers(rows, finding["fingerprint"]))
            return self._decide(words, file, lambda: gate.put_waiver(file, row))

    @property
    def about_waivers(self) -> set[str]:
        """The codes of the rules whose findings are about waivers, which nobody can waive."""
        return {code for code, card in self.checked.report.cards.items() if card.about == "waiver"}

    def was(self, correction: Correction, seen: str) -> tuple[str, bytes]:
        """What stands in the cell of a correction, and the bytes of the file with the new value in it. Nothing is written.

        `seen` is the hash of the file that the page showed. Raises as `correct` does.
        """
        correction.require_meaning()
        data = self._data(correction.file, seen)
        return correction.was(data), correction.written(data)

    def correct(self, correction: Correction, seen: str, was: str) -> Decision:
        """Writes a correction into its cell.

        Raises FigcheckError where the file cannot be edited, and ChangedOutsideError where the file is not the one that the
        page showed, or the cell does not have the value `was`.
        """
        with self._lock:
            now, changed = self.was(correction, seen)
            self._require_unchanged()
            if now != was:
                raise ChangedOutsideError(
                    "the cell is not as the page showed it", where=correction.where, mend="look again"
                )
            file = Path(file_of(correction.file))
            words = f"Corrected {correction.column} of {correction.claim_id}"
            cell = (correction.column, now, correction.value)
            return self._decide(words, file, lambda: write_whole(file, changed, what="the ledger"), cell, seen)

    def read_text(self, text: str, known: Mapping[str, str]) -> int:
        """Looks for the figures of a text, or of the page at the address that `known` has; gives the number of what was read.

        Raises FigcheckError for a page that cannot be fetched or read.
        """
        found = read_text(text, known, self.checked, self.fetcher)
        with self._lock:
            self.read.append(found)
            return len(self.read)

    def add(self, claim: NewClaim, seen: str, read: TextRead | None) -> Decision:
        """Adds a claim to a ledger, and keeps the page `read` as its copy.

        Raises FigcheckError where that cannot be done, and ChangedOutsideError where the ledger is not the one of the form.
        """
        with self._lock:
            claim.require_meaning(self.checked.labels, ledgers_to_add_to(self.checked))
            self._require_unchanged()
            data = self._data(claim.file, seen)
            copied: dict[str, str] = {}
            if read is not None:
                claim.written(
                    data, {"archive": "", "retrieved": ""}
                )  # a copy is kept only for a claim that can be added
                record = copy_record(read.page, self.today)
                cell = store(Path(claim.file).parent, claim.claim_id, read.page.data, record)
                copied = {"archive": cell, "retrieved": self.today.isoformat()}
            file, changed = Path(file_of(claim.file)), claim.written(data, copied)
            done = self._decide(
                f"Added {claim.claim_id}", file, lambda: write_whole(file, changed, what="the ledger"), seen=seen
            )
            copy = (file.parent / copied["archive"]).as_posix() if copied else ""
            self.decisions[-1] = replace(done, added=claim.claim_id, copy=copy)
            return self.decisions[-1]

    def undo(self, number: int) -> Decision:
        """Takes the last decision back. Raises FigcheckError if another was made since, or the file was changed since."""
        with self._lock:
            last = self.last_to_undo
            if last is None or last.number != number:
                raise FigcheckError(
                    "this decision cannot be undone", why="it is not the last one", mend="undo the last one first"
                )
            if _content(last.file) != last.after:
                raise ChangedOutsideError(
                    "the file was changed since, so nothing was undone",
                    where=last.file.as_posix(),
                    mend="take the decision back by hand",
                )

            def write() -> None:
                if last.before is None:
                    last.file.unlink()
                else:
                    write_whole(last.file, last.before, what="the file")

            cell = None if last.cell is None else (last.cell[0], last.cell[2], last.cell[1])
            return self._decide(f"Undone: {last.words}", last.file, write, cell, undoes=number)

    @property
    def last_to_undo(self) -> Decision | None:
        """The last decision that was not undone."""
        undone = {decision.undoes for decision in self.decisions}
        return next((d for d in reversed(self.decisions) if d.undoes is None and d.number not in undone), None)

    def _decide(
        self,
        words: str,
        file: Path,
        write: Callable[[], object],
        cell: tuple[str, str, str] | None = None,
        seen: str | None = None,
        undoes: int | None = None,
    ) -> Decision:
        before = _content(file)
        if seen is not None and (before is None or sha256(before).hexdigest() != seen):
            raise _changed([file.as_posix()])
        write()
        after = _content(file)
        problem, difference = "", Difference()
        try:
            difference = self._check()
        except FigcheckError as error:
            problem = str(error)
        decision = Decision(len(self.decisions) + 1, words, file, before, after, difference, problem, cell, undoes)
        self.decisions.append(decision)
        return decision

    def _check(self) -> Difference:
        before = self.checked
        try:
            self.checked = check(self.paths, self.settings, self.today)
        except FigcheckError as error:
            self.problem = str(error)
            raise
        self.problem = ""
        return difference(before, self.checked)

    def _require_unchanged(self) -> None:
        changed = [name for name, known in self.checked.files.items() if hash_of(Path(name)) != known]
        if changed:
            raise _changed(changed)

    def _data(self, name: str, seen: str) -> bytes:
        """The content of a ledger of the last check, if it is still the one with the hash `seen`."""
        if name not in {file_of(name) for name in self.checked.files} | self._places():
            raise FigcheckError("the desk does not know this file", where=name, mend="look again")
        data = _content(Path(file_of(name)))
        if data is None or sha256(data).hexdigest() != seen:
            raise _changed([name])
        return data

    def _places(self) -> set[str]:
        return {name for name, _ in self.checked.found.reading.ledgers}


def difference(before: Checked, after: Checked) -> Difference:
    """What one check found and another did not, by fingerprint."""
    old, new = before.findings, after.findings
    found = Difference()
    for fingerprint, record in new.items():
        known = old.get(fingerprint)
        if record["status"] == "new" and (known is None or known["status"] != "new"):
            found.came.append(record)
        elif known is not None and known["status"] == "new" and record["status"] != "new":
            found.aside.append(record)
        elif known is not None and record["status"] == "new" and known["state"] != record["state"]:
            found.changed.append(record)
    found.gone.extend(r for f, r in old.items() if r["status"] == "new" and f not in new)
    return found


def _changed(names: Sequence[str]) -> ChangedOutsideError:
    return ChangedOutsideError(
        "nothing was written",
        where=", ".join(names),
        why="the file was changed after the page was read",
        mend="look at the finding again, as it is now, and decide then",
    )


def _content(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise FigcheckError("cannot read the file", where=file.as_posix(), why=error.strerror) from error
