"""The web application of the desk: its pages, and the one address to which they send what people do."""

import hmac
import json
import mimetypes
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from urllib.parse import unquote

from pydantic import BaseModel, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from generator.desk import (
    again_desk,
    article_desk,
    command_run,
    desk_pages,
    handbook_desk,
    importing,
    issue_desk,
    proof_desk,
    replace_desk,
    source_beside,
    uploads,
)
from generator.desk.acts import ACTS
from generator.desk.desk import By, Desk, Made
from generator.desk.desk_pages import FILES, OWN
from generator.desk.importing import Import
from generator.editing.asked import Stale
from generator.errors import BanmianError, ContentError, Problem
from generator.preview import guard
from generator.preview.session import Session

M = TypeVar("M", bound=BaseModel)

ACT, UPLOAD = f"{OWN}/act", f"{OWN}/upload/"
TOKEN, SESSION, PERSON = "X-Banmian-Desk", "X-Banmian-Session", "X-Banmian-Person"
MOST_BYTES = 4_000_000
"""The longest request. A whole article may have 400,000 characters."""
_BROWSER = Path(__file__).with_name("browser")
_FRESH = {"Cache-Control": "no-store"}
_OWN_ACTS = frozenset({"undo", "redo", "dated", "import", *command_run.COMMANDS})
"""What is no single change of files that a function of ``editing`` makes."""
_TRY_AGAIN = "刷新这一页再试；打的字还在"


def routes(session: Session) -> list[Route]:
    """The routes of the desk of a running preview."""
    desk = _Desk(Desk(session))
    return [
        Route(f"{FILES}{{name}}", _file),
        Route(f"{OWN}/", desk.home),
        Route(f"{OWN}/issue/{{issue}}/", desk.issue),
        Route(f"{OWN}/replace/", desk.replace),
        Route(f"{OWN}/why/{{issue}}/", desk.why),
        Route(f"{OWN}/again/{{issue}}/", desk.again),
        Route(f"{OWN}/proof/{{issue}}/", desk.proof),
        Route(f"{OWN}/proof/{{issue}}/{{number}}/", desk.proof),
        Route(f"{OWN}/source/{{issue}}", desk.source),
        Route(f"{OWN}/article/{{issue}}/{{number}}/", desk.article),
        Route(f"{handbook_desk.ADDRESS}{{name}}.png", desk.picture),
        Route(f"{handbook_desk.ADDRESS}{{name}}/", desk.handbook),
        Route(f"{OWN}/state/{{issue}}/{{number}}", desk.state),
        Route(ACT, desk.act, methods=["POST"]),
        Route(f"{UPLOAD}{{batch}}/{{name}}", desk.upload, methods=["POST"]),
    ]


def _file(request: Request) -> Response:
    """One of the desk's own scripts and style sheets."""
    path = _BROWSER / request.path_params["name"]
    if path.parent != _BROWSER or not path.is_file():
        return Response(status_code=404)
    kind = mimetypes.guess_type(path.name)[0] or "text/plain"
    return Response(path.read_bytes(), media_type=f"{kind}; charset=utf-8", headers=_FRESH)


class _Refused(Exception):
    def __init__(self, status: int, message: str, hint: str, **more: object) -> None:
        super().__init__(message)
        self.answer = JSONResponse({"problems": [{"message": message, "hint": hint}], **more}, status, _FRESH)


class _Sent(NamedTuple):
    """A request as it came: what is asked, by whom, and the article whose new state is wanted, ``""`` for none."""

    name: str
    fields: dict[str, Any]
    by: By
    look: str


class _Desk:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._session = desk.session

    # ---- pages ----

    def home(self, request: Request) -> Response:
        """All issues; the newest one is what an editor mostly wants."""
        return self._page(request, lambda: issue_desk.home(self._session, self._desk.token))

    def issue(self, request: Request) -> Response:
        """One issue."""
        return self._page(
            request, lambda: issue_desk.page(self._session, request.path_params["issue"], self._desk.token)
        )

    def article(self, request: Request) -> Response:
        """One article, on its own page."""
        issue, number = request.path_params["issue"], request.path_params["number"]
        self._desk.prepare()
        return self._page(request, lambda: article_desk.page(self._session, issue, number, self._desk.token))

    def replace(self, request: Request) -> Response:
        """All places of a word, to be chosen from."""
        word, issue = (request.query_params.get(name, "") for name in ("word", "issue"))
        return self._page(request, lambda: replace_desk.page(self._session.paper.root, word, issue, self._desk.token))

    def handbook(self, request: Request) -> Response:
        """A page of the handbook."""
        name = request.path_params["name"]
        return self._page(request, lambda: handbook_desk.page(name, self._desk.token))

    def picture(self, request: Request) -> Response:
        """A picture of the handbook."""
        data = handbook_desk.picture(f"{request.path_params['name']}.png")
        return Response(data, media_type="image/png") if data else Response(status_code=404)

    def why(self, request: Request) -> Response:
        """Why import made of each line of the raw text what it did."""
        name = request.path_params["issue"]
        root = self._session.paper.root
        return self._page(request, lambda: importing.why(root, name, self._desk.token))

    def proof(self, request: Request) -> Response:
        """The doubts of an article, or of a whole issue, in the text."""
        issue, number = request.path_params["issue"], request.path_params.get("number", "")
        return self._page(request, lambda: proof_desk.page(self._session, issue, number, self._desk.token))

    def again(self, request: Request) -> Response:
        """A corrected raw file beside an issue, once it was sent."""
        issue, batch = request.path_params["issue"], request.query_params.get("batch", "")
        return self._page(request, lambda: self._again(issue, batch))

    def _again(self, issue: str, batch: str) -> str | None:
        if issue not in self._session.paper.issues.content.seen:
            return None
        sent = self._desk.uploads.files(batch) if batch else []
        return again_desk.page(self._session.paper.root, issue, sent, batch, self._desk.token)

    def source(self, request: Request) -> Response:
        """The raw source of an issue beside some of its articles."""
        if not guard.is_near(request.scope):
            return Response(status_code=404)
        numbers = request.query_params.get("articles", "").split(",")
        try:
            found = source_beside.beside(self._session, request.path_params["issue"], numbers)
        except BanmianError as error:
            return _problems(422, error)
        return JSONResponse(found, headers=_FRESH)

    def _page(self, request: Request, made: Callable[[], str | None]) -> Response:
        if not guard.is_near(request.scope):
            return Response(status_code=404)
        try:
            text = made()
        except BanmianError as error:
            text = desk_pages.filled("problems.html", problems=error.problems, token=self._desk.token)
        if text is None:
            return RedirectResponse(f"{OWN}/")
        origin = f"http://{request.headers['host']}"
        policy = f"script-src {origin}{FILES}; frame-ancestors 'none'"
        headers = {**_FRESH, "Content-Security-Policy": policy}
        return Response(text, media_type="text/html", headers=headers)

    def state(self, request: Request) -> Response:
        """What stands in an article now, for a page that is open."""
        found = self._state(f"{request.path_params['issue']}/{request.path_params['number']}")
        return JSONResponse(found, 200 if found else 404, _FRESH)

    def _state(self, look: str) -> dict[str, Any] | None:
        issue, _, number = look.partition("/")
        try:
            found = article_desk.found(self._session, issue, number) if number else None
        except BanmianError:
            return None
        return article_desk.state(found) if found else None

    # ---- acts ----

    async def act(self, request: Request) -> Response:
        """Does what is asked, and answers what was done, or why not."""
        try:
            sent = await self._sent(request)
            if sent.name in command_run.COMMANDS:
                said = command_run.said(self._session.paper.root, sent.name)
                return StreamingResponse(said, media_type="text/plain; charset=utf-8", headers=_FRESH)
            return await run_in_threadpool(self._done, sent)
        except _Refused as refused:
            return refused.answer

    async def _sent(self, request: Request) -> _Sent:
        headers = request.headers
        self._let_in(request)
        if headers.get("content-type") != "application/json" or int(headers.get("content-length", 0)) > MOST_BYTES:
            raise _Refused(400, "编辑台看不懂这个请求", _TRY_AGAIN)
        try:
            fields = json.loads(await request.body())
        except (ValueError, RecursionError):
            fields = None
        name = fields.pop("act", "") if isinstance(fields, dict) else ""
        if not isinstance(name, str) or (name not in ACTS and name not in _OWN_ACTS):
            raise _Refused(400, f"编辑台不会做 “{name}”", _TRY_AGAIN)
        by = By(headers.get(SESSION, "")[:40], unquote(headers.get(PERSON, ""))[:40])
        return _Sent(name, fields, by, request.query_params.get("look", ""))

    def _let_in(self, request: Request) -> None:
        token = request.headers.get(TOKEN, "")
        if not guard.is_near(request.scope) or not hmac.compare_digest(token.encode(), self._desk.token.encode()):
            raise _Refused(403, "编辑台重新开过了，这一页还是原来的", _TRY_AGAIN, token=True)

    async def upload(self, request: Request) -> Response:
        """Takes one file of a batch."""
        try:
            self._let_in(request)
            path = self._desk.uploads.begin(request.path_params["batch"], unquote(request.path_params["name"]))
            size = 0
            with path.open("wb") as file:
                async for chunk in request.stream():
                    size += len(chunk)
                    if size > uploads.MOST_BYTES:
                        break
                    file.write(chunk)
        except _Refused as refused:
            return refused.answer
        except BanmianError as error:
            return _problems(422, error)
        if size > uploads.MOST_BYTES:
            path.unlink()
            return _problems(422, ContentError(Problem("文件太大", "一个文件最多 500 兆，分成几个", path.name)))
        return JSONResponse({"what": path.name}, headers=_FRESH)

    def _done(self, sent: _Sent) -> Response:
        try:
            if sent.name == "dated":
                raw = importing.raw_of(self._desk.uploads.files(str(sent.fields.get("batch"))))
                return JSONResponse(importing.dated(raw), headers=_FRESH)
            made = self._made(sent)
        except Stale as error:
            state = self._state(sent.look)
            return _problems(409, error, theirs=error.theirs, state=state)
        except BanmianError as error:
            return _problems(422, error, state=self._state(sent.look))
        told = {"what": made.what, "paths": made.paths, "article": made.article, "state": self._state(sent.look)}
        return JSONResponse(told, headers=_FRESH)

    def _made(self, sent: _Sent) -> Made:
        match sent.name:
            case "undo":
                return self._desk.undo(sent.by)
            case "redo":
                return self._desk.redo(sent.by)
            case "import":
                return self._desk.import_(_read(Import, sent.fields), sent.by)
        act = ACTS[sent.name]
        return self._desk.act(act, _read(act.asked, sent.fields), sent.by)


def _read(model: type[M], fields: dict[str, Any]) -> M:
    """The request. Raises ``ContentError`` for anything that it may not say."""
    try:
        return model.model_validate_json(json.dumps(fields))
    except (ValidationError, ValueError):
        raise ContentError(Problem("编辑台看不懂这个请求", _TRY_AGAIN)) from None


def _problems(status: int, error: BanmianError, **more: object) -> Response:
    told = [{"message": each.message, "hint": each.hint, "source": each.source} for each in error.problems]
    return JSONResponse({"problems": told, **more}, status, _FRESH)
