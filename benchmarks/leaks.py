"""Random papers with things that nobody may read: none of their words, names, addresses or numbers may be published.

::

    python -m benchmarks.leaks --count 300             goes on where an earlier run of the same code stopped
    python -m benchmarks.leaks --count 60 --search     with the search index
    python -m benchmarks.leaks --only 17

Each paper has public articles, and beside them drafts, articles under embargo, withdrawn ones, an issue and a 号外 of a
day to come, and issues of drafts alone. Every secret article has words of its own in each part of its front matter, in
its text, in the names and captions of its photos and in its tags; the register of tags, the ledger of people and
special topics know of it too. The paper is built by itself or, in other cases, after everything was public and noted.

Two things must hold. No byte of ``output/`` may contain one of the words: no file, unpacked where it is packed, and no
name of a file. And the site must be, byte for byte, that of a paper that never had the secret articles. Only this may
differ: notices at addresses that were public or are those of withdrawn articles, the addresses of these notices in
files for hosts, and the digests of addresses that are gone in ``sw.js``. Results: ``build/leaks.jsonl``.
"""

import contextlib
import gzip
import io
import json
import random
import re
import shutil
import sys
import tempfile
import time
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from benchmarks import trial_runs  # noqa: E402
from benchmarks.sequences import Wrong  # noqa: E402
from generator.delivery import address_changes, publication  # noqa: E402
from generator.kinds import Kind, Role  # noqa: E402
from generator.model import CHINA, Author, Correction, Photo  # noqa: E402
from generator.pages import urls  # noqa: E402
from generator.press.build import build  # noqa: E402
from generator.press.manifest import MANIFEST  # noqa: E402
from support import NEWSPAPER, Site, settled  # noqa: E402

NOW = datetime(2026, 3, 25, 12, tzinfo=CHINA)
DAYS = ("2025-12-31", "2026-03-11", "2026-03-18", "2026-03-25")
COMING = ("2026-03-26", "2026-04-01-b", "2027-01-01")
PLAIN = "码头 菜市场 公园 学校 会议 订单 农田 图书馆".split()
NOTES = ROOT / "build" / "leaks.jsonl"
HOST_FILES = ("_redirects", "_nginx.conf", "_uploads.csv")
PUBLIC = '[paper]\naddress = "https://news.example.org/"\nkey = "3f0e2d46-7a55-4d2a-9a8c-5a4e7ce2b1c9"'
"""A paper with an address and a key has feeds and sitemaps as well."""
NOTICES = ("本页已移除", "已经撤下")
_TOLD = re.compile(r"(?:^|/)feed\.(?:xml|json)$|^sitemap")
_ENTRY = re.compile("<entry><title>已撤下：.*?</entry>|<updated>[^<]*</updated>".encode(), re.DOTALL)
_LASTMOD = re.compile(rb"<lastmod>[^<]*</lastmod>")
_GONE = re.compile(rb'("?(?:gone|withdrawn)"?: ?)\[[^\]]*\]')


@dataclass
class Secret:
    """An article that nobody may read: its id, its fields as they are, and as they were when it was public."""

    id: str
    body: str
    fields: dict[str, Any]
    hidden: dict[str, Any]


@dataclass
class Trial:
    """Two papers: one with secrets, one that never had them."""

    folder: Path
    rng: random.Random
    words: set[str] = field(default_factory=set)
    secrets: list[Secret] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    drafts_only: str = ""

    def word(self, length: int = 3) -> str:
        """Characters that no other text holds; some words are in Latin letters, since addresses are."""
        while True:
            letters = "bcdfghjkmnpqrstvwxz" if length < 0 else "".join(map(chr, range(0x9A00, 0x9F00)))
            word = "".join(self.rng.choices(letters, k=abs(length)))
            if word not in self.words:
                self.words.add(word)
                return word

    def fill(self, site: Site) -> None:
        """The public part of a paper."""
        rng = random.Random(self.rng.getrandbits(32))
        settings = NEWSPAPER.replace("min_articles = 1", f"min_articles = {rng.choice([1, 2])}")
        text = rng.choice(["full", "summary"])
        site.write("newspaper.toml", settings.replace("[paper]", PUBLIC) + f'[feeds]\ntext = "{text}"\ntags = true\n')
        for day in DAYS:
            site.issue(day)
            for number in range(1, rng.randrange(2, 5)):
                photos = (Photo("江上", "dock.png"),) if rng.random() < 0.4 else ()
                if photos:
                    site.picture("dock.png", day, (9, 6))
                body = "\n\n".join("".join(rng.choices(PLAIN, k=9)) + "。" for _ in range(3))
                tags = (*rng.sample(PLAIN, 2), "周采薇", "钱多多")[: rng.randrange(2, 5)]
                topics = (rng.choice(["economy", "livelihood"]),)
                title = "".join(rng.choices(PLAIN, k=3))
                site.article(day, number, body, title=title, tags=tags, topics=topics, photos=photos, folio="")

    def secret(self, site: Site, issue: str, number: int, hidden: dict[str, Any]) -> None:
        """Adds a secret article with its photos."""
        word, rng = self.word, self.rng
        photos = []
        for name in (f"{word(-6)}.png", f"{word()}.png"):
            site.picture(name, issue, (rng.randrange(4, 9), rng.randrange(4, 9)))
            photos.append(Photo(f"{word()}在江边", name, word(), f"{word()} 摄"))
        name, tag = word(), word(-7)
        self.names.append(name)
        fields: dict[str, Any] = {
            "title": f"{word()}码头",
            "kicker": word(),
            "subtitle": word(),
            "byline": f"本报记者{word()}",
            "authors": (Author(word(), Role.REPORTER), Author(name, Role.AUTHOR)),
            "tags": (tag, word(), name, rng.choice(PLAIN)),
            "topics": (rng.choice(["economy", "livelihood"]),),
            "photos": tuple(photos),
            "summary": word(),
            "kind": rng.choice([Kind.NEWS, Kind.LITERATURE, Kind.LETTER, Kind.PHOTO]),
            "corrections": (Correction(NOW.date(), word(), word(), word()),),
        }
        text = "".join(rng.choices(PLAIN, k=9))
        secret = Secret(f"{issue}-{number:02d}", f"{word()}{text}，{word()}。\n\n**{word()}**{text}。", fields, hidden)
        self.secrets.append(secret)

    def write(self, site: Site, *, is_hidden: bool) -> None:
        """Writes the secret articles, hidden or as when they were public."""
        for secret in self.secrets:
            issue, _, number = secret.id.rpartition("-")
            if not (site.root / f"content/issues/{issue}/issue.md").exists():
                site.issue(issue)
            given = secret.fields | (secret.hidden if is_hidden else {})
            site.article(issue, int(number), secret.body, **given)

    def hide(self, site: Site) -> None:
        """Chooses what is secret, and lets the paper's tables know of it."""
        rng = self.rng
        for day in (*DAYS, *DAYS):
            if rng.random() < 0.8:
                self.secret(site, day, 10 + len(self.secrets), self.how())
        if rng.random() < 0.6:
            self.drafts_only = "2026-03-20"
            for _ in range(2):
                embargo = {"embargo": NOW + timedelta(hours=9)}
                self.secret(site, self.drafts_only, 10 + len(self.secrets), rng.choice([{"draft": True}, embargo]))
        for day in COMING:
            if rng.random() < 0.7:
                self.secret(site, day, 10 + len(self.secrets), rng.choice([{}, self.how()]))
        if not self.secrets:
            self.secret(site, DAYS[-1], 10, {"draft": True})

    def how(self) -> dict[str, Any]:
        """A way in which an article may not be read."""
        rng = self.rng
        later = NOW + timedelta(minutes=rng.choice([1, 60 * 17, 60 * 24 * 400]))
        draft, embargo, withdrawal = {"draft": True}, {"embargo": later}, {"withdrawal": "来源有误"}
        return rng.choice((draft, embargo, withdrawal, draft | withdrawal, embargo | withdrawal))

    def tables(self, site: Site, *, knows: bool) -> None:
        """The lists and special topics; only one of the papers has rows about secret articles."""
        people = ["姓名,职务,起,止,确认,次数,见于", f"周采薇,镇长,2026-03,,是,3,{DAYS[0]}-01"]
        tags = ["标签,类型,网址", "公园,地点,gong-yuan", "周采薇,人物,zhou-cai-wei", "钱多多,人物,"]
        named, topics = [f"{DAYS[0]}-01"], random.Random(7)
        if knows:
            for secret in self.secrets:
                name = secret.fields["tags"][2]
                people += [f"{name},{self.word()},2026-03,,是,3,{secret.id}"]
                people += [f"周采薇,{self.word()},2026-03,,是,3,{secret.id}"]
                tags += [f"{tag},人物," for tag in secret.fields["tags"][1:3]]
                tags += [f"{secret.fields['tags'][0]},主题词,{secret.fields['tags'][0]}"]
            named += [secret.id for secret in self.secrets]
            named += [f"{secret.id}" for secret in topics.sample(self.secrets, 1)]
        site.write("content/lists/人名职务.csv", "\n".join((*people, "")))
        site.write("content/lists/标签.csv", "\n".join((*tags, "")))
        listed = "".join(f"  - {article}\n" for article in dict.fromkeys(named))
        special = f'---\ntitle: "老城"\nwords: ["码头"]\narticles:\n{listed}---\n\n引言。\n'
        site.write("content/specials/lao-cheng.md", special)

    def compare(self, site: Site, never: Site, public: set[str]) -> None:
        """Raises ``Wrong`` for a word that is published, and for a difference that is not allowed."""
        ours, theirs = settled(site.root / "output"), settled(never.root / "output")
        withdrawn = {urls.article(secret.id) for secret in self.secrets if "withdrawal" in secret.hidden}
        allowed = public | withdrawn
        everything = {
            path.relative_to(site.root / "output").as_posix(): path.read_bytes()
            for path in (site.root / "output").rglob("*")
            if path.is_file()
        }
        for path, data in everything.items():
            is_notice = path in allowed and any(notice.encode() in data for notice in NOTICES)
            said = data.replace(urls.link(path, "").encode(), b"") if is_notice else data  # a notice names its address
            if path not in (*HOST_FILES, MANIFEST) and (found := self._found(said, "" if is_notice else path)):
                raise Wrong(f"{found!r} stands in {path}")
            if is_notice and path not in theirs:
                ours.pop(path, None)
        for files in (ours, theirs):
            files.pop(MANIFEST, None)
            files[urls.WORKER] = _GONE.sub(rb"\1[]", files[urls.WORKER])
            for name in HOST_FILES:
                files.pop(name, None)
            files |= {path: _without_notices(path, data) for path, data in files.items() if _TOLD.search(path)}
        wrong = sorted(path for path in ours.keys() | theirs.keys() if ours.get(path) != theirs.get(path))
        if wrong:
            raise Wrong(f"{len(wrong)} files are not as without the secrets: {' '.join(wrong[:6])}")

    def _found(self, data: bytes, path: str) -> str:
        texts = [data.decode("utf-8", "replace"), path]
        with contextlib.suppress(OSError, EOFError, zlib.error):
            texts.append(gzip.decompress(data).decode("utf-8", "replace"))
        with contextlib.suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(data)) as packed:
            for name in packed.namelist():
                texts += [name, packed.read(name).decode("utf-8", "replace")]
        text = "\n".join(texts)
        for word in self.words:
            if word in text or (word.isascii() is False and (quote(word) in text or json.dumps(word)[1:-1] in text)):
                return word
        return ""


def _without_notices(path: str, data: bytes) -> bytes:
    """A feed without the items that say that an article was withdrawn, and a sitemap without moments.

    An issue's page changes when an article is withdrawn, so its moment may tell of that.
    """
    if path.endswith(".json"):
        whole = json.loads(data)
        whole["items"] = [item for item in whole["items"] if not item["title"].startswith("已撤下")]
        return json.dumps(whole).encode()
    return _LASTMOD.sub(b"", _ENTRY.sub(b"", data))


def run(seed: int, folder: Path, *, index: bool = False) -> dict[str, Any]:
    """One trial in an empty folder; what came of it."""
    rng = random.Random(seed)
    trial, begun, wrong = Trial(folder, rng), time.perf_counter(), ""
    site, never = Site(folder / "paper"), Site(folder / "never")
    was_public = rng.random() < 0.6
    try:
        fill = rng.getrandbits(32)
        for one in (site, never):
            trial.rng = random.Random(fill)
            trial.fill(one)
        trial.rng = rng
        trial.hide(site)
        trial.tables(site, knows=True)
        trial.tables(never, knows=False)
        public: set[str] = set()
        trial.write(site, is_hidden=not was_public)
        if was_public:
            _publish(site, NOW - timedelta(hours=1), index=index)
            _publish(never, NOW - timedelta(hours=1), index=index)
            public = {path.relative_to(site.root / "output").as_posix() for path in (site.root / "output").rglob("*.*")}
            trial.write(site, is_hidden=True)
        if rng.random() < 0.5:
            _publish(site, NOW, index=index)
            _publish(never, NOW, index=index)
        else:
            build(site.root, now=NOW, index=index, release=rng.random() < 0.5)
            build(never.root, now=NOW, index=index)
        trial.compare(site, never, public)
    except Exception as error:  # noqa: BLE001 - whatever comes is what we are after
        wrong = f"{type(error).__name__}: {error}"
    kinds = Counter(" ".join(sorted(secret.hidden)) or "coming" for secret in trial.secrets)
    counts = {"secrets": dict(kinds), "words": len(trial.words), "was public": was_public}
    return {"seed": seed, "search": index, "wrong": wrong, "seconds": round(time.perf_counter() - begun, 2)} | counts


def _publish(site: Site, now: datetime, *, index: bool) -> None:
    planned = publication.prepare(site.root, now)
    publication.note(site.root, dict(planned.changes.lines))
    build(site.root, now=now, index=index, release=True)
    publication.note(site.root, address_changes.sent(planned.changes.lines))


def tried(seed: int, *, search: bool = False) -> trial_runs.Row:
    """One paper, in a folder that goes afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        return run(seed, Path(folder), index=search)


def main() -> int:
    """The command; 1 where something leaked."""
    parser = trial_runs.options(__doc__, 300)
    parser.add_argument("--search", action="store_true")
    given = parser.parse_args()
    if given.only is not None:
        folder = Path(tempfile.mkdtemp())
        row = run(given.only, folder, index=given.search)
        print(row["wrong"] or "as it must be", f"(looked at in {folder})" if row["wrong"] else "")
        if not row["wrong"]:
            shutil.rmtree(folder)
        return int(bool(row["wrong"]))
    rows = trial_runs.carry_out(tried, given.count, given.jobs, NOTES, search=given.search)
    failed = [row for row in rows if row["wrong"]]
    kinds = sum((Counter(row["secrets"]) for row in rows), Counter[str]())
    print(f"{len(rows)} papers, {len(failed)} wrong, {sum(row['words'] for row in rows)} words; {dict(kinds)}")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
