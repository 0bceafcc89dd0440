"""The faults of a machine: a kill, an interrupt, no room, no reader, two runs at once.

Either the old report stays, or the new one stands whole. Nothing else is left: no part of a file, no process.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess
from textwrap import dedent

import pytest

from figcheck.model.disk.atomic_write import write_new, write_whole
from figcheck.model.errors import FigcheckError

fcntl = pytest.importorskip("fcntl")

OLD = "fingerprint,state,code,rule,severity,status,the old report\n"
LEDGER = """claim_id,event,measure,figure,source,published,origin,as_of
a,flood,killed,12,Valley Radio,2024-02-03,ministry,2024-02-02
b,flood,killed,10,Valley Radio,2024-02-04,ministry,2024-02-03
"""
RUN = ("run", "figures", "--select", "FC401")

STRUCK = """
    # figcheck, struck by a signal when it first comes to a place of its work; its workers are written down
    import os, pkgutil, sys
    from figcheck.bounded import sandbox
    from figcheck.commands.cli import main

    number, place, *arguments = sys.argv[1:]
    begin = sandbox.WorkerProcess.__init__

    def begin_noted(self, *given):
        begin(self, *given)
        with open("workers", "a") as file:
            print(self._process.pid, file=file)

    def strike(*given, **named):
        os.kill(os.getpid(), int(number))
        return struck(*given, **named)

    sandbox.WorkerProcess.__init__ = begin_noted
    owner, _, name = place.rpartition(".")
    owner = pkgutil.resolve_name(owner)
    struck = getattr(owner, name)
    setattr(owner, name, strike)
    main(arguments, prog_name="figcheck")
"""
PLACES = {
    "while the ledgers are parsed": "figcheck.pipeline.parse_claims",
    "before a card runs": "figcheck.compare.engine.duckdb_engine.found_rows",
    "when the part is made": "tempfile.mkstemp",
    "when the part is full": "os.fsync",
    "when the report gets its name": "pathlib.Path.replace",
}
"""Places of a run, from its beginning to the last step of its writing."""


@pytest.fixture
def desk(folder, write) -> Path:
    """A folder with a ledger and the report of an earlier run."""
    write("figures/claims.csv", LEDGER)
    write("discrepancies.csv", OLD)
    return folder


def started(*arguments: str, **streams: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "figcheck", *arguments], **streams)


def struck(signal_: int, place: str, *arguments: str) -> CompletedProcess[str]:
    command = [sys.executable, "-c", dedent(STRUCK), str(signal_), place, *(arguments or RUN)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def ends(process: int) -> bool:
    """Whether a process is gone, or ends before half a minute is over."""
    try:
        handle = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], 30)[0])
    finally:
        os.close(handle)


def workers() -> Iterator[int]:
    return map(int, Path("workers").read_text().split()) if Path("workers").exists() else iter(())


def parts(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*.part")]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, but for the parts that a kill leaves."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".part")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="only Linux tells when a process of another has ended")
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_a_run_that_is_killed_leaves_the_old_report_and_the_next_one_leaves_nothing_else(desk, place):
    done = struck(signal.SIGKILL, place)
    assert done.returncode == -signal.SIGKILL
    assert (desk / "discrepancies.csv").read_text() == OLD
    assert all(map(ends, workers()))
    assert subprocess.run([sys.executable, "-m", "figcheck", *RUN], check=False, capture_output=True).returncode == 1
    assert (desk / "discrepancies.csv").read_text().count("\n") == 2
    assert parts(desk) == []


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="only Linux tells when a process of another has ended")
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_a_run_that_is_interrupted_says_so_and_leaves_the_old_report(desk, place):
    done = struck(signal.SIGINT, place)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (130, "Interrupted. Reports that were written are whole.")
    assert "Traceback" not in done.stderr
    assert (desk / "discrepancies.csv").read_text() == OLD
    assert parts(desk) == []
    assert all(map(ends, workers()))


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
@pytest.mark.parametrize("place", ["tempfile.mkstemp", "os.fsync", "pathlib.Path.hardlink_to", "pathlib.Path.replace"])
@pytest.mark.parametrize("arguments", [("init",), ("evidence", "add", "a", "page.txt")], ids=" ".join)
def test_a_kill_leaves_every_file_as_it_was_or_whole_and_the_next_time_all_is_done(desk, place, arguments):
    (desk / "page.txt").write_text("12 dead in the valley")
    (desk / ".gitignore").write_text("*.tmp")
    before = contents(desk)
    struck(signal.SIGKILL, place, *arguments)
    after = contents(desk)
    subprocess.run([sys.executable, "-m", "figcheck", *arguments], check=True, capture_output=True)
    whole = contents(desk)
    for name, content in after.items():
        assert content in (before.get(name), whole[name]), name
    assert before.keys() <= after.keys()
    assert parts(desk) == []
    assert {path.name for path in desk.glob("figures/evidence/*")} <= {"a.txt", "a.txt.meta.yaml"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ((*RUN, "--fail-on", "never"), 0),
        (RUN, 1),
        ((*RUN, "--fail-on", "never", "--format", "json"), 0),
        (("rules", "list"), 141),
        (("trace", "--all", "figures"), 141),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_reader_that_leaves_changes_no_status_to_that_of_findings(desk, arguments, status):
    reads, writes = os.pipe()
    os.close(reads)
    process = started(*arguments, stdout=writes, stderr=subprocess.PIPE)
    os.close(writes)
    _, said = process.communicate()
    assert (process.returncode, "Error" in said.decode()) == (status, False), said


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
@pytest.mark.parametrize("arguments", [RUN, (*RUN, "--format", "json"), ("rules", "list")], ids=" ".join)
def test_standard_output_without_room_is_an_error_and_no_traceback(desk, arguments):
    with Path("/dev/full").open("wb") as full:
        process = started(*arguments, stdout=full, stderr=subprocess.PIPE)
        _, said = process.communicate()
    assert (process.returncode, "Traceback" in said.decode()) == (2, False), said
    assert "cannot write the output\n  why:  No space left on device" in said.decode()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
@pytest.mark.slow
def test_a_report_without_room_is_an_error_and_the_others_are_written(desk, figcheck):
    done = figcheck(*RUN, "--report", "csv:/dev/full", "--report", "kept.csv")
    assert (done.returncode, "/dev/full: cannot write the report" in done.stderr) == (2, True), done.stderr
    assert (desk / "kept.csv").exists()


def test_a_disk_that_is_full_keeps_the_old_report_and_no_part(desk, monkeypatch):
    def no_room(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(FigcheckError, match="cannot write the report") as caught:
        write_whole(desk / "discrepancies.csv", b"new")
    assert caught.value.why == "No space left on device"
    assert (desk / "discrepancies.csv").read_text() == OLD
    assert parts(desk) == []


def test_a_new_file_takes_no_name_that_another_was_given_in_the_meantime(folder, monkeypatch):
    sync = os.fsync

    def other_is_faster(handle: int) -> None:
        (folder / "new").write_bytes(b"of another")
        sync(handle)

    monkeypatch.setattr(os, "fsync", other_is_faster)
    with pytest.raises(FileExistsError):
        write_new(folder / "new", b"ours")
    assert contents(folder) == {"new": b"of another"}
    assert parts(folder) == []


def test_a_disk_without_hard_links_gets_new_files_too(folder, monkeypatch):
    def no_links(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    write_new(folder / "deep" / "new", b"ours")
    assert contents(folder) == {"deep/new": b"ours"}
    with pytest.raises(FileExistsError):
        write_new(folder / "deep" / "new", b"again")
    assert parts(folder) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_folder_that_is_read_only_is_an_error_and_keeps_the_old_report(desk, figcheck):
    closed = desk / "closed"
    closed.mkdir()
    (closed / "r.csv").write_text(OLD)
    closed.chmod(0o500)
    try:
        done = figcheck(*RUN, "--report", "closed/r.csv")
    finally:
        closed.chmod(0o700)
    assert (done.returncode, "closed/r.csv: cannot write the report" in done.stderr) == (2, True), done.stderr
    assert (closed / "r.csv").read_text() == OLD


@pytest.mark.slow
def test_runs_at_once_on_one_report_leave_one_whole_report(desk):
    runs = [started(*RUN, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(4)]
    said = [run.communicate()[1].decode() for run in runs]
    assert [run.returncode for run in runs] == [1] * 4, said
    assert (desk / "discrepancies.csv").read_text().count("\n") == 2
    assert parts(desk) == []


def test_the_part_of_a_run_that_still_writes_stays_and_that_of_a_killed_one_goes(folder):
    living, dead = folder / ".r.csv.1.part", folder / ".r.csv.2.part"
    others = folder / ".other.csv.3.part"
    for path in (living, dead, others):
        path.write_bytes(b"half")
    with living.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        write_whole(folder / "r.csv", b"whole")
    assert sorted(parts(folder)) == [others.name, living.name]
    assert (folder / "r.csv").read_bytes() == b"whole"


def test_a_run_whose_part_another_run_removed_writes_it_again(folder, monkeypatch):
    removed: list[str] = []
    real = os.fsync

    def remove_once(handle: int) -> None:
        real(handle)
        if not removed:
            removed.extend(parts(folder))
            (folder / removed[0]).unlink()

    monkeypatch.setattr(os, "fsync", remove_once)
    write_whole(folder / "r.csv", b"whole")
    assert (len(removed), (folder / "r.csv").read_bytes(), parts(folder)) == (1, b"whole", [])
