"""The web application of the desk: its addresses, and its pages."""

import mimetypes
from collections.abc import Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from generator.desk import (
    again_desk,
    article_desk,
    desk_pages,
    handbook_desk,
    importing,
    issue_desk,
    lists_desk,
    proof_desk,
    proposals,
    replace_desk,
    source_beside,
)
from generator.desk.answering import FRESH, Acts, is_let_in, problems
from generator.desk.desk import Desk
from generator.desk.desk_pages import FILES, OWN
from generator.errors import BanmianError
from generator.preview import entrance
from generator.preview.session import Session

ACT, UPLOAD = f"{OWN}/act", f"{OWN}/upload/"
_BROWSER = Path(__file__).with_name("browser")


def routes(session: Session) -> list[Route]:
    """The routes of the desk of a running preview."""
    own = Desk(session)
    desk, acts = _Desk(own), Acts(own)
    return [
        Route(f"{FILES}{{name}}", _file),
        Route(f"{OWN}/", desk.home),
        Route(f"{OWN}/issue/{{issue}}/", desk.issue),
        Route(f"{OWN}/lists/", desk.lists),
        Route(f"{OWN}/replace/", desk.replace),
        Route(f"{OWN}/why/{{issue}}/", desk.why),
        Route(f"{OWN}/again/{{issue}}/", desk.again),
        Route(f"{OWN}/proof/{{issue}}/", desk.proof),
        Route(f"{OWN}/proof/{{issue}}/{{number}}/", desk.proof),
        Route(f"{OWN}/source/{{issue}}", desk.source),
        Route(f"{OWN}/article/{{issue}}/{{number}}/", desk.article),
        Route(f"{handbook_desk.ADDRESS}{{name}}.png", desk.picture),
        Route(f"{handbook_desk.ADDRESS}{{name}}/", desk.handbook),
        Route(f"{OWN}/state/{{issue}}/{{number}}", acts.state),
        Route(f"{OWN}/proposals/{{issue}}/{{number}}", desk.proposals),
        Route(ACT, acts.act, methods=["POST"]),
        Route(f"{UPLOAD}{{batch}}/{{name}}", acts.upload, methods=["POST"]),
    ]


def _file(request: Request) -> Response:
    """One of the desk's own scripts and style sheets."""
    path = _BROWSER / request.path_params["name"]
    if path.parent != _BROWSER or not path.is_file():
        return Response(status_code=404)
    kind = mimetypes.guess_type(path.name)[0] or "text/plain"
    return Response(path.read_bytes(), media_type=f"{kind}; charset=utf-8", headers=FRESH)


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

    def lists(self, request: Request) -> Response:
        """Special topics, and where lists and settings stand."""
        return self._page(request, lambda: lists_desk.page(self._session.paper.root, self._desk.token))

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
        if not is_let_in(request):
            return Response(status_code=404)
        numbers = request.query_params.get("articles", "").split(",")
        try:
            found = source_beside.beside(self._session, request.path_params["issue"], numbers)
        except BanmianError as error:
            return problems(422, error)
        return JSONResponse(found, headers=FRESH)

    def _page(self, request: Request, made: Callable[[], str | None]) -> Response:
        if not is_let_in(request):
            return Response(status_code=404)
        try:
            text = made()
        except BanmianError as error:
            text = desk_pages.filled("problems.html", problems=error.problems, token=self._desk.token)
        if text is None:
            return RedirectResponse(f"{OWN}/")
        person = entrance.writer(request.scope)
        text = text if person is None else desk_pages.bound(text, person)
        origin = f"http://{request.headers['host']}"
        policy = f"script-src {origin}{FILES}; frame-ancestors 'none'"
        headers = {**FRESH, "Content-Security-Policy": policy}
        return Response(text, media_type="text/html", headers=headers)

    def proposals(self, request: Request) -> Response:
        """The tags that are proposed for an article."""
        issue, number = request.path_params["issue"], request.path_params["number"]
        try:
            found = article_desk.found(self._session, issue, number)
            proposed = proposals.tags(self._session.paper.root, found.article) if found else []
        except BanmianError as error:
            return problems(422, error)
        return JSONResponse(proposed, headers=FRESH)
