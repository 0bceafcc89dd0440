"""A worker process on the other end of two pipes, for work on what strangers wrote: its parent ends it when it is late."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import pyarrow as pa

T = TypeVar("T")


class DeadWorkerError(Exception):
    """The worker did not answer: it was `late`, or it ended by itself and `why` says how."""

    def __init__(self, late: bool, why: str) -> None:
        super().__init__(why)
        self.late, self.why = late, why


class WorkerProcess:
    """One script of ours, started with this interpreter and one argument, and the two pipes to it."""

    def __init__(self, script: Path, argument: str) -> None:
        self._busy = False
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `end`
        # -P: a file that lies where the run was started is never taken for a module
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own script
            [sys.executable, "-P", str(script), argument],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
        )

    def ask(self, talk: Callable[[IO[bytes], IO[bytes]], T], deadline: float) -> T:
        """What `talk(requests, answers)` gives: it writes one request and reads its answer.

        Raises DeadWorkerError when the worker ends or `deadline` (seconds) passes; the worker is then no more.
        """
        requests, answers = self._process.stdin, self._process.stdout
        assert requests is not None
        assert answers is not None
        late = threading.Event()

        def stop() -> None:
            late.set()
            self._process.kill()  # what the worker was asked then ends in an EOFError or OSError below

        timer = threading.Timer(deadline, stop)
        timer.daemon = True
        timer.start()
        self._busy = True  # and stays so when anything but an answer ends the talk: Ctrl-C between request and answer
        try:
            answer = talk(requests, answers)
            self._busy = False
            return answer
        except (OSError, EOFError, ValueError) as error:
            why = self._last_words()
            self.end()
            raise DeadWorkerError(late.is_set(), why) from error
        finally:
            timer.cancel()

    def exchange(
        self,
        request: Mapping[str, Any],
        tables: Iterable[pa.Table],
        deadline: float,
        *,
        has_rows: Callable[[dict[str, Any]], bool],
    ) -> tuple[dict[str, Any], pa.Table | None]:
        """The answer to a request of one line of JSON, which tables follow as Arrow streams; and the rows that come with it, as
        such a stream, where `has_rows(answer)`.

        Raises DeadWorkerError as `ask` does.
        """
        import pyarrow as pa

        def talk(requests: IO[bytes], answers: IO[bytes]) -> tuple[dict[str, Any], pa.Table | None]:
            try:
                requests.write(json.dumps(request).encode("ascii") + b"\n")
                for table in tables:
                    with pa.ipc.new_stream(requests, table.schema) as stream:
                        stream.write_table(table, max_chunksize=50_000)
                requests.flush()
                answer = json.loads(answers.readline() or b"null")
                if answer is None:
                    raise EOFError
                if not has_rows(answer):
                    return answer, None
                with pa.ipc.open_stream(answers) as stream:
                    return answer, stream.read_all()
            except pa.ArrowException as error:
                raise EOFError from error

        return self.ask(talk, deadline)

    def _last_words(self) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(1)  # it may be on its way out
        self._process.kill()
        status = self._process.wait()
        self._complaints.seek(0)
        said = self._complaints.read().decode("utf-8", "replace").strip().splitlines()
        ended = f"the worker was ended by signal {-status}" if status < 0 else f"the worker ended with status {status}"
        return f"{ended}: {said[-1]}" if said else ended

    def is_idle(self) -> bool:
        """Whether it can be asked: it runs, and the answer to all that it was asked has come."""
        return self._process.poll() is None and not self._busy

    def end(self) -> None:
        """End the process and close what belongs to it."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._complaints):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what was not yet written is lost with its reader
                    pipe.close()
