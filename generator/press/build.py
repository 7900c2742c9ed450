"""The one pipeline: site folder → ``output/``. The preview runs this too; there is no second path."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import version
from itertools import chain
from pathlib import Path

from filelock import FileLock, Timeout

from generator import config
from generator.content import catalogue, store
from generator.errors import ContentError, PressError, Problem
from generator.model import Catalogue, Issue, Newspaper
from generator.pages import issue_pages, lists, outline, skin, theme_files, urls
from generator.pages.edition import Edition
from generator.pages.page import Outlines, Page, canonical, filled
from generator.pages.site import SiteCard, site_card
from generator.pages.theme import Theme
from generator.press import index, manifest, pictures, writer
from generator.press.dictionary import Dictionary
from generator.press.manifest import Manifest, Printed
from generator.press.writer import Laid, Spool

OUTPUT = "output"
STATE = ".banmian"
LOCK_SECONDS = 60

Progress = Callable[[str, int, int], None]
"""Called with a phase's name, how many of its steps are done, and how many there are."""


def _silent(_phase: str, _done: int, _total: int) -> None:
    return


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did, counted in files; ``articles`` and ``issues`` is what it read."""

    issues: int
    articles: int
    written: tuple[str, ...]
    kept: int
    deleted: tuple[str, ...]
    indexed: int
    """Articles put into the search index anew; 0 where the index stayed as it was."""


@dataclass(frozen=True, slots=True)
class _File:
    """A file to be: the digest of what it is made from, and how to make it."""

    digest: str
    make: Callable[[], bytes]


def build(root: Path, progress: Progress = _silent) -> Report:
    """Builds the site at ``root`` into ``root/output``, writing only what changed.

    Everything is read and rendered, into a spool on disk, before the first file is written: a build that raises
    ``BanmianError`` leaves the site that stood there.
    """
    config.load(root)  # a folder that is no newspaper's gets nothing written into it
    state = root / STATE
    try:
        state.mkdir(exist_ok=True)
        with FileLock(state / "build.lock", timeout=LOCK_SECONDS):
            return _build(root, progress)
    except Timeout:
        raise PressError(Problem("另一个 banmian 正在生成这个网站", "等它做完，或先停掉它", str(root))) from None
    except OSError as error:
        where = str(error.filename or state)
        raise PressError(Problem(f"文件读写失败：{error.strerror}", "检查磁盘空间和权限", where)) from None


def _build(root: Path, progress: Progress) -> Report:
    output = root / OUTPUT
    progress("读取内容", 0, 1)
    settings = config.load(root)
    newspaper = store.load(root, settings.topic_list())
    published = newspaper.published()
    kept = catalogue.read(root, settings.tags.min_articles)
    dictionary = Dictionary(root / STATE)
    read, static = theme_files.read(root / "templates", root, skin.css(settings.colours))
    site = site_card(settings)
    theme = Theme(read, site.base, dictionary.cut)

    old = manifest.read(output)
    standing = set(manifest.intact(output, old.files))
    files = _files(newspaper, kept, site, theme, static)
    with Spool(root / STATE) as spool:
        found = index.refresh(published, site.base, code_digest(), old, standing, spool, progress)
        wanted = {path: file.digest for path, file in files.items()}
        wanted |= {path: old.files[path].digest for path in found.standing}
        wanted |= {path: _digest(laid.read()) for path, laid in found.made.items()}
        plan = manifest.plan(old.files, wanted, standing)

        made: dict[str, Laid] = {}
        for done, path in enumerate(plan.write):
            progress("排版", done, len(plan.write))
            made[path] = found.made.get(path) or spool.lay(files[path].make())
        dictionary.save()
        changed = {path: laid for path, laid in made.items() if not writer.holds(output, path, laid.read())}

        printed = {path: old.files[path] for path in plan.keep}
        printed |= {path: Printed(wanted[path], laid.size) for path, laid in made.items()}
        _publish(output, old, Manifest(printed, found.shards), changed, plan.delete, progress)
    return Report(
        issues=len(newspaper.issues),
        articles=sum(len(issue.articles) for issue in published.issues),
        written=tuple(changed),
        kept=len(printed) - len(changed),
        deleted=plan.delete,
        indexed=found.indexed,
    )


def _files(
    newspaper: Newspaper, kept: Catalogue, site: SiteCard, theme: Theme, static: Mapping[str, bytes]
) -> dict[str, _File]:
    """Every file of the site but the search index. Raises ``ContentError`` where two want one address."""
    files: dict[str, _File] = {path: _File(_digest(data), _given(data)) for path, data in static.items()}
    for issue in newspaper.published().issues:
        files |= dict(_photos(issue))
    words = dict.fromkeys(word for special in kept.specials for word in special.words)
    described = [outline.describe(issue, site.base, words) for issue in newspaper.issues]
    outlines = {facts.id: found for facts, found in described}
    digests = {facts.id: facts.digest for facts, _ in described}
    edition = Edition(tuple(facts for facts, _ in described), newspaper.topics, site, kept)
    own = (
        page for at, issue in enumerate(newspaper.issues) for page in issue_pages.pages(issue, edition.around(at), site)
    )
    for page in chain(own, lists.pages(edition)):
        if page.path in files:
            raise ContentError(
                Problem(f"两个页面都要用地址 {page.path}", "改掉其中一个的编号、栏目 slug 或专题的文件名")
            )
        digest = _digest(code_digest(), theme.closure([page.template]), canonical(page.context, digests))
        files[page.path] = _File(digest, partial(_rendered, theme, page, outlines))
    return files


def _rendered(theme: Theme, page: Page, outlines: Outlines) -> bytes:
    return theme.render(filled(page, outlines))


def _photos(issue: Issue) -> Iterator[tuple[str, _File]]:
    for photo in issue.photo_files:
        wanted = [(width, suffix) for width in photo.widths for suffix in ("avif", "webp")]
        for width, suffix in (*wanted, (photo.fallback, "jpg")):
            digest = _digest(photo.digest, pictures.recipe(suffix))
            path = urls.photo(issue.id, photo.file, width, suffix)
            yield path, _File(digest, partial(pictures.made, photo, width, suffix))


def _given(data: bytes) -> Callable[[], bytes]:
    return lambda: data


def _digest(*parts: str | bytes) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.hexdigest()


@cache
def code_digest() -> str:
    """One hash of banmian's own code and of the libraries that decide a page's bytes."""
    package = Path(__file__).parent.parent
    sources = [path.read_bytes() for path in sorted(package.rglob("*.py"))]
    libraries = ("jieba", "jinja2", "markdown", "markupsafe", "nh3", "pagefind-bin", "pypinyin")
    return _digest(*sources, *(f"{name} {version(name)}" for name in libraries))


def _publish(
    output: Path,
    old: Manifest,
    new: Manifest,
    made: Mapping[str, Laid],
    gone: Iterable[str],
    progress: Progress,
) -> None:
    if new == old and not made:
        return
    # Should the power fail half way, the next build must know every file that may stand here.
    unsure = dict(old.files) | {path: Printed("", -1) for path in made}
    writer.write(output, manifest.MANIFEST, Manifest(unsure, old.search).to_json())
    for done, (path, laid) in enumerate(made.items()):
        progress("写入", done, len(made))
        writer.write(output, path, laid.read())
    writer.delete(output, gone)
    writer.write(output, manifest.MANIFEST, new.to_json())
