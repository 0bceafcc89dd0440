"""The port of the desk: on this computer alone, with an address that nobody can guess."""

from __future__ import annotations

import secrets
import socket
import threading
import webbrowser
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from figcheck.desk.editor import Editor
from figcheck.desk.guard import Guard
from figcheck.model.errors import FigcheckError
from figcheck.model.extras import needed
from figcheck.model.settings import Settings

HOST = "127.0.0.1"
_USE = "the desk"


@dataclass(frozen=True)
class OpenDesk:
    """A desk whose port is open, and its address with the token."""

    port: socket.socket
    app: Guard
    address: str

    def serve(self, *, browser: bool) -> None:
        """Answers until the program is interrupted; opens the address in the editor's browser if asked to."""
        uvicorn = needed("uvicorn", _USE, "desk")
        config = uvicorn.Config(
            self.app,
            log_level="critical",
            access_log=False,
            server_header=False,
            date_header=False,
            lifespan="off",
            ws="none",
        )
        if browser:
            threading.Timer(0.5, webbrowser.open, [self.address]).start()
        uvicorn.Server(config).run(sockets=[self.port])


def open_desk(
    paths: Sequence[Path], settings: Settings, today: date, *, port: int = 0, progress: Callable[[str], object] = print
) -> OpenDesk:
    """Checks the ledgers and opens a port for the desk; 0 lets the system choose one.

    Raises FigcheckError when a package is missing, nothing could be checked, or the port is taken.
    """
    needed("starlette", _USE, "desk")
    needed("uvicorn", _USE, "desk")
    from figcheck.desk.app import application

    opened = _listen(port)
    progress("checking the ledgers")
    editor = Editor(paths, settings, today)
    number = opened.getsockname()[1]
    token = secrets.token_urlsafe(18)
    hosts = frozenset({f"{HOST}:{number}", f"localhost:{number}"})
    return OpenDesk(opened, Guard(application(editor), token, hosts), f"http://{HOST}:{number}/{token}/")


def _listen(port: int) -> socket.socket:
    opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        opened.bind((HOST, port))
        opened.listen(64)
    except (OSError, OverflowError) as error:
        opened.close()
        raise FigcheckError(
            f"cannot open port {port}",
            why=getattr(error, "strerror", None) or str(error),
            mend="name another with --port, or leave it out",
        ) from error
    return opened
