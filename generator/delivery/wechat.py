"""``banmian wechat``: writes public articles with their pictures in the form that an official account takes."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from generator import config
from generator.content import addresses, issue_files, store
from generator.delivery import wechat_limits, wechat_page
from generator.errors import ContentError, Problem
from generator.model import Article, Issue
from generator.outlets import wechat_text
from generator.outlets.wechat_text import Post
from generator.pages import cards, urls
from generator.press import content_scan, doubted, photo_sizes, writer
from generator.press.content_scan import Content, Moment
from generator.settings import Settings

FOLDER = "wechat"
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2}(?:-[b-z])?)(?:-(\d{2,4}))?")
_OURS = re.compile(r"\d{2,3}\.jpg")
_WIDTHS = (1440, 1080, 800, 640, 480)


class Written(NamedTuple):
    """A page that was written, and what of its article does not fit into the editor."""

    path: Path
    told: tuple[str, ...]


def write(root: Path, name: str, now: datetime) -> list[Written]:
    """Writes an article, or all public articles of an issue and a list of them, below ``wechat/``.

    Raises ``ContentError`` for what does not exist or is not public now, and as reading the issue does.
    """
    found = _NAME.fullmatch(name)
    if found is None:
        raise ContentError(Problem(f"“{name}” 不是一期，也不是一篇", "写成 2026-03-25 或 2026-03-25-03"))
    settings = config.load(root)
    content, issue = _public(root, found[1], settings, now)
    chosen = issue.published().articles if found[2] is None else (_article(root, issue, name),)
    known = wechat_limits.limits()
    made = [_written(root, content, issue.published(), article, settings, known) for article in chosen]
    if found[2] is not None:
        return [written for written, _ in made]
    rows = ((post, written.told) for written, post in made)
    path = _put(root, issue.id, "index.html", wechat_page.issue(f"{issue.id}：{len(made)} 篇", rows).encode())
    return [*(written for written, _ in made), Written(path, ())]


def _public(root: Path, name: str, settings: Settings, now: datetime) -> tuple[Content, Issue]:
    """An issue without what is held back; withdrawn articles are still in it."""
    source = f"content/issues/{name}"
    if not issue_files.is_begun(issue_files.issues_folder(root) / name):
        raise ContentError(Problem("没有这一期", "看看日期；号外是 2026-03-25-b 这样", source))
    content = content_scan.one(root, name, Moment(now, settings.publish.opens, review=settings.review))
    if name in content.coming:
        opens = content.coming[name]
        raise ContentError(Problem("这一期还没有登出", f"{opens:%Y-%m-%d %H:%M}（北京时间）登出，到那时再做", source))
    content.public = addresses.read(root).at(now).public.keys()
    for _ in doubted.hold(content, content.public, settings.publish.hold_for):
        pass  # what it tells, ``check --release`` tells too
    return content, store.parse(content.files(name), settings.topic_list())


def _article(root: Path, issue: Issue, name: str) -> Article:
    article = next((found for found in issue.articles if found.id == name), None)
    number = name.removeprefix(f"{issue.id}-")
    source = f"content/issues/{issue.id}/{number}.md"
    if article is None and (root / source).is_file():
        hint = "草稿、禁发的、没签完的、有存疑先不登的都不做；看 banmian check --release"
        raise ContentError(Problem("这一篇现在不登", hint, source))
    if article is None:
        raise ContentError(Problem("没有这一篇", "看看编号", source))
    if article.withdrawn:
        raise ContentError(Problem("这一篇撤下了", "公众号上也不要发", source))
    return article


def _written(
    root: Path,
    content: Content,
    issue: Issue,
    article: Article,
    settings: Settings,
    known: dict[str, wechat_limits.Limit],
) -> tuple[Written, Post]:
    base, address = settings.paper.base, settings.paper.address
    story, head = cards.story(article, issue, base), cards.issue(issue, base)
    card = cards.article(article, story, head, issue, base, {}, {})
    post = wechat_text.post(card, article.id, address + urls.article(article.id) if address else "")
    told = list(wechat_limits.problems(post, known))
    if not address:
        told.append("newspaper.toml 里没有填 address，“原文网址”是空的")
    files = [photo.file for photo in article.photos if photo.file]
    names = [f"{at:02d}.jpg" for at in range(1, len(files) + 1)]
    for name, file in zip(names, files, strict=True):
        data = _picture(content, issue, file, wechat_limits.of_picture(known))
        if len(data) > wechat_limits.of_picture(known):
            told.append(f"图片 {name} 有 {len(data) / 1_000_000:.1f} MB，传不上去")
        _put(root, article.id, name, data)
    for stale in _stale(root / FOLDER / article.id, names):
        stale.unlink()
    page = wechat_page.article(post, known, told, names)
    return Written(_put(root, article.id, "index.html", page.encode()), tuple(told)), post


def _picture(content: Content, issue: Issue, file: str, most: int) -> bytes:
    """A picture as JPEG, as wide as the limit on its bytes lets it be."""
    photo = issue.photo_file(file)
    original = content.picture(issue.id, file, photo.digest if photo else "")
    made = (photo_sizes.made(original, width, "jpg") for width in _WIDTHS)
    smallest = b""
    for smallest in made:
        if len(smallest) <= most:
            break
    return smallest


def _stale(folder: Path, names: list[str]) -> Iterator[Path]:
    """Pictures of an earlier time that the article no longer has."""
    yield from (path for path in folder.glob("*.jpg") if _OURS.fullmatch(path.name) and path.name not in names)


def _put(root: Path, folder: str, name: str, data: bytes) -> Path:
    path = root / FOLDER / folder
    path.mkdir(parents=True, exist_ok=True)
    writer.write(path, name, data)
    return path / name
