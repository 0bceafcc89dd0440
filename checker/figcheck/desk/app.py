"""The addresses of the desk: a page for each, and the forms that decide. `guard.py` stands before all of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from figcheck.desk.copies import Copies
from figcheck.desk.correction import Correction
from figcheck.desk.editor import ChangedOutsideError, Editor
from figcheck.desk.filters import Filters
from figcheck.desk.guard import MOST_BYTES
from figcheck.desk.new_claim import FIELDS, NewClaim
from figcheck.desk.pages import Pages, static
from figcheck.gate import NewWaiver
from figcheck.model.errors import FigcheckError, SettingsError

Form = Mapping[str, str]
View = Callable[["Desk", Request, Form], Response]

_NO_TEXT = "The desk does not have this text. Perhaps it was opened again since. Paste the text once more."
_TYPES = {"desk.css": "text/css", "desk.js": "text/javascript"}


class Desk:
    """What answers the requests of one editor."""

    def __init__(self, editor: Editor) -> None:
        self.editor = editor
        self.pages = Pages(editor, Copies())

    def findings(self, request: Request, _: Form) -> Response:
        """The list of findings."""
        return HTMLResponse(self.pages.findings(_base(request), Filters.asked(request.query_params)))

    def finding(self, request: Request, _: Form) -> Response:
        """One finding."""
        filters = Filters.asked(request.query_params)
        try:
            return HTMLResponse(self.pages.finding(_base(request), request.path_params["fingerprint"], filters))
        except KeyError:
            return self._nothing(request, "This finding is not among those of the last check. Perhaps it is settled.")

    def story(self, request: Request, _: Form) -> Response:
        """All claims of one event, or the list of events."""
        filters, cell = Filters.asked(request.query_params), request.query_params.get("cell", "")
        if not filters.event:
            return HTMLResponse(self.pages.stories(_base(request)))
        try:
            number = int(cell) if cell.isdecimal() else None
            return HTMLResponse(self.pages.story(_base(request), filters, number))
        except KeyError:
            return self._nothing(request, "No claim has this event.")

    def claim(self, request: Request, _: Form) -> Response:
        """The claims of one id."""
        try:
            return HTMLResponse(self.pages.claim(_base(request), request.query_params.get("id", "")))
        except KeyError:
            return self._nothing(request, "No ledger has a claim with this id.")

    def rule(self, request: Request, _: Form) -> Response:
        """The page of a rule."""
        try:
            return HTMLResponse(self.pages.rule(_base(request), request.path_params["code"]))
        except KeyError:
            return self._nothing(request, "No rule with this code ran.")

    def decision(self, request: Request, _: Form) -> Response:
        """What a decision did."""
        try:
            return HTMLResponse(self.pages.decision(_base(request), int(request.path_params["number"])))
        except IndexError:
            return self._nothing(request, "There is no such decision since the desk was opened.")

    def waive(self, request: Request, form: Form) -> Response:
        """Lets a finding stand."""
        fingerprint = form.get("fingerprint", "")

        def decide() -> Response:
            waiver = NewWaiver(fingerprint, form.get("reason", ""), _day(form.get("until", "")), form.get("by", ""))
            return self._decided(
                request, self.editor.waive(waiver, form.get("state", ""), form.get("covers", "")).number
            )

        return self._or_why_not(request, f"finding/{fingerprint}", decide)

    def preview(self, request: Request, form: Form) -> Response:
        """Shows what a correction would change."""
        return self._or_why_not(request, form.get("back", ""), lambda: self._preview(request, form))

    def _preview(self, request: Request, form: Form) -> Response:
        correction = _correction(form)
        was, _ = self.editor.was(correction, form.get("seen", ""))
        page = self.pages.preview(_base(request), correction, form.get("seen", ""), was, form.get("back", ""))
        return HTMLResponse(page)

    def correct(self, request: Request, form: Form) -> Response:
        """Writes a correction."""

        def decide() -> Response:
            done = self.editor.correct(_correction(form), form.get("seen", ""), form.get("was", ""))
            return self._decided(request, done.number)

        return self._or_why_not(request, form.get("back", ""), decide)

    def new(self, request: Request, _: Form) -> Response:
        """The page on which a claim is added: a text to paste, or the figures of one that was read."""
        number, figure = request.path_params.get("number"), request.query_params.get("figure", "")
        try:
            at = int(figure) if figure.isdecimal() else None
            return HTMLResponse(self.pages.new(_base(request), number, at))
        except IndexError:
            return self._nothing(
                request, "The desk does not have this text. Perhaps it was opened again. Paste it once more."
            )

    def read(self, request: Request, form: Form) -> Response:
        """Looks for the figures of a text or of a page."""
        known = {
            name: value for name in ("event", "source", "published", "url") if (value := form.get(name, "").strip())
        }

        def look() -> Response:
            number = self.editor.read_text(form.get("text", ""), known)
            return RedirectResponse(f"{_base(request)}/new/{number}", status_code=303)

        return self._or_why_not(request, "new", look)

    def add(self, request: Request, form: Form) -> Response:
        """Adds a claim to a ledger."""
        cells = {name: value for name in FIELDS if (value := " ".join(form.get(name, "").split()))}
        claim = NewClaim(form.get("ledger", ""), cells)
        number = int(form["read"]) if form.get("read", "").isdecimal() else None
        try:
            read = self.pages.text_read(number) if number is not None and form.get("keep") else None
            return self._decided(request, self.editor.add(claim, form.get(f"seen:{claim.file}", ""), read).number)
        except IndexError:
            return self._nothing(request, _NO_TEXT)
        except FigcheckError as error:
            changed = isinstance(error, ChangedOutsideError)
            if changed:
                with suppress(FigcheckError):
                    self.editor.check_again()
            page = self.pages.new_again(_base(request), number, claim, str(error))
            return HTMLResponse(page, status_code=409 if changed else 400)

    def undo(self, request: Request, form: Form) -> Response:
        """Takes the last decision back."""
        number = form.get("number", "")

        def decide() -> Response:
            return self._decided(request, self.editor.undo(int(number) if number.isdecimal() else 0).number)

        return self._or_why_not(request, f"decision/{number}" if number.isdecimal() else "", decide)

    def check(self, request: Request, form: Form) -> Response:
        """Checks again."""

        def again() -> Response:
            self.editor.check_again()
            return RedirectResponse(f"{_base(request)}/{_local(form.get('back', ''))}", status_code=303)

        return self._or_why_not(request, "", again)

    def static(self, request: Request, _: Form) -> Response:
        """The style sheet and the script."""
        name = request.url.path.rpartition("/")[2]
        return Response(static(name), media_type=_TYPES[name])

    def _decided(self, request: Request, number: int) -> Response:
        return RedirectResponse(f"{_base(request)}/decision/{number}", status_code=303)

    def _or_why_not(self, request: Request, back: str, decide: Callable[[], Response]) -> Response:
        """The answer, or a page that says why nothing was written. After a change outside, the ledgers are checked again."""
        try:
            return decide()
        except FigcheckError as error:
            changed = isinstance(error, ChangedOutsideError)
            said: FigcheckError = error
            if changed:
                try:
                    self.editor.check_again()
                except FigcheckError as worse:
                    said = worse
            page = self.pages.problem(_base(request), said, _local(back), changed=changed)
            return HTMLResponse(page, status_code=409 if changed else 400)

    def _nothing(self, request: Request, what: str) -> Response:
        return HTMLResponse(self.pages.nothing(_base(request), what), status_code=404)


def application(editor: Editor) -> Starlette:
    """The desk as an ASGI application; it must stand behind a `Guard`, which gives it the token as `root_path`."""
    desk = Desk(editor)
    reads: dict[str, View] = {
        "/": Desk.findings,
        "/finding/{fingerprint}": Desk.finding,
        "/story": Desk.story,
        "/claim": Desk.claim,
        "/rule/{code}": Desk.rule,
        "/decision/{number:int}": Desk.decision,
        "/new": Desk.new,
        "/new/{number:int}": Desk.new,
        "/desk.css": Desk.static,
        "/desk.js": Desk.static,
    }
    writes: dict[str, View] = {
        "/waive": Desk.waive,
        "/preview": Desk.preview,
        "/correct": Desk.correct,
        "/read": Desk.read,
        "/add": Desk.add,
        "/undo": Desk.undo,
        "/check": Desk.check,
    }
    routes = [Route(path, _endpoint(desk, view), methods=["GET"]) for path, view in reads.items()]
    routes += [Route(path, _endpoint(desk, view), methods=["POST"]) for path, view in writes.items()]
    return Starlette(routes=routes)


def _endpoint(desk: Desk, view: View) -> Callable[[Request], Any]:
    """A view, run in a thread: a check takes seconds."""

    async def endpoint(request: Request) -> Response:
        form = await _form(request) if request.method == "POST" else {}
        return await run_in_threadpool(view, desk, request, form)

    return endpoint


async def _form(request: Request) -> Form:
    data = b""
    async for part in request.stream():
        data += part
        if len(data) > MOST_BYTES:
            return {}
    pairs = parse_qsl(data.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=200)
    return {name: value.replace("\r\n", "\n") for name, value in pairs}


def _correction(form: Form) -> Correction:
    column, value = form.get("column", ""), form.get("value", "")
    if form.get("mark"):
        column, _, value = form["mark"].partition("=")
    line = form.get("line", "")
    return Correction(
        form.get("file", ""),
        int(line) if line.isdecimal() else 0,
        form.get("claim_id", ""),
        column,
        " ".join(value.split()),
    )


def _base(request: Request) -> str:
    return str(request.scope["root_path"])


def _local(back: str) -> str:
    """A place on the desk, which stands behind its own base: never another address, whatever a form says."""
    return back.lstrip("/\\")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise SettingsError(f'"{text}" is not a date', mend="write it as 2024-02-04") from error
