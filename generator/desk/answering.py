"""Takes what people do at the desk: who may ask, what is asked, and what is answered."""

import hmac
import json
from typing import Any, NamedTuple, TypeVar
from urllib.parse import unquote

from pydantic import BaseModel, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from generator.desk import article_desk, command_run, importing, uploads
from generator.desk.acts import ACTS
from generator.desk.desk import By, Desk, Made
from generator.desk.importing import Import
from generator.editing.asked import Stale
from generator.errors import BanmianError, ContentError, Problem
from generator.preview import entrance, guard

M = TypeVar("M", bound=BaseModel)

TOKEN, SESSION, PERSON = "X-Banmian-Desk", "X-Banmian-Session", "X-Banmian-Person"
MOST_BYTES = 4_000_000
"""The longest request. A whole article may have 400,000 characters."""
FRESH = {"Cache-Control": "no-store"}
_OWN_ACTS = frozenset({"undo", "redo", "dated", "import", *command_run.COMMANDS})
"""What is no single change of files that a function of ``editing`` makes."""
_TRY_AGAIN = "刷新这一页再试；打的字还在"
_STAYS = "发布要在开着编辑台的那台电脑上点；签发以前还有什么等着，也在那里看"
"""What is said to a device of the network that asks for what runs a command."""


class _Refused(Exception):
    def __init__(self, status: int, message: str, hint: str, **more: object) -> None:
        super().__init__(message)
        self.answer = JSONResponse({"problems": [{"message": message, "hint": hint}], **more}, status, FRESH)


class _Sent(NamedTuple):
    """A request as it came: what is asked, by whom, and the article whose new state is wanted, ``""`` for none."""

    name: str
    fields: dict[str, Any]
    by: By
    look: str


class Acts:
    """The address to which the pages of the desk send what people do."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._session = desk.session

    def state(self, request: Request) -> Response:
        """What stands in an article now, for a page that is open."""
        found = self._state(f"{request.path_params['issue']}/{request.path_params['number']}")
        return JSONResponse(found, 200 if found else 404, FRESH)

    def _state(self, look: str) -> dict[str, Any] | None:
        issue, _, number = look.partition("/")
        try:
            found = article_desk.found(self._session, issue, number) if number else None
        except BanmianError:
            return None
        return article_desk.state(found) if found else None

    async def act(self, request: Request) -> Response:
        """Does what is asked, and answers what was done, or why not."""
        try:
            sent = await self._sent(request)
            if sent.name in command_run.COMMANDS:
                said = command_run.said(self._session.paper.root, sent.name)
                return StreamingResponse(said, media_type="text/plain; charset=utf-8", headers=FRESH)
            return await run_in_threadpool(self._done, sent)
        except _Refused as refused:
            return refused.answer

    async def _sent(self, request: Request) -> _Sent:
        headers = request.headers
        self._let_in(request)
        if headers.get("content-type") != "application/json" or int(headers.get("content-length", 0)) > MOST_BYTES:
            raise _Refused(400, "编辑台看不懂这个请求", _TRY_AGAIN)
        if not headers.get(SESSION):  # 撤回 would take back what others did
            raise _Refused(400, "编辑台看不懂这个请求", _TRY_AGAIN)
        try:
            fields = json.loads(await request.body())
        except (ValueError, RecursionError):
            fields = None
        name = fields.pop("act", "") if isinstance(fields, dict) else ""
        if not isinstance(name, str) or (name not in ACTS and name not in _OWN_ACTS):
            raise _Refused(400, f"编辑台不会做 “{name}”", _TRY_AGAIN)
        person = entrance.writer(request.scope)
        if name in command_run.COMMANDS and not guard.is_near(request.scope):
            raise _Refused(403, _STAYS, "")
        said = unquote(headers.get(PERSON, ""))[:40]
        by = By((headers.get(SESSION) or "desk")[:40], said if person is None else person)
        return _Sent(name, fields, by, request.query_params.get("look", ""))

    def _let_in(self, request: Request) -> None:
        token = request.headers.get(TOKEN, "")
        if not is_let_in(request) or not hmac.compare_digest(token.encode(), self._desk.token.encode()):
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
            return problems(422, error)
        if size > uploads.MOST_BYTES:
            path.unlink()
            return problems(422, ContentError(Problem("文件太大", "一个文件最多 500 兆，分成几个", path.name)))
        return JSONResponse({"what": path.name}, headers=FRESH)

    def _done(self, sent: _Sent) -> Response:
        try:
            if sent.name == "dated":
                raw = importing.raw_of(self._desk.uploads.files(str(sent.fields.get("batch"))))
                return JSONResponse(importing.dated(raw), headers=FRESH)
            made = self._made(sent)
        except Stale as error:
            state = self._state(sent.look)
            return problems(409, error, theirs=error.theirs, state=state)
        except BanmianError as error:
            return problems(422, error, state=self._state(sent.look))
        told = {"what": made.what, "paths": made.paths, "article": made.article, "state": self._state(sent.look)}
        return JSONResponse(told, headers=FRESH)

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


def is_let_in(request: Request) -> bool:
    """Whether a request comes from this machine, or a device of the network that may write."""
    return guard.is_near(request.scope) or entrance.writer(request.scope) is not None


def _read(model: type[M], fields: dict[str, Any]) -> M:
    """The request. Raises ``ContentError`` for anything that it may not say."""
    try:
        return model.model_validate_json(json.dumps(fields))
    except (ValidationError, ValueError):
        raise ContentError(Problem("编辑台看不懂这个请求", _TRY_AGAIN)) from None


def problems(status: int, error: BanmianError, **more: object) -> Response:
    """The answer that says what is wrong."""
    told = [{"message": each.message, "hint": each.hint, "source": each.source} for each in error.problems]
    return JSONResponse({"problems": told, **more}, status, FRESH)
