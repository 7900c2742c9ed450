"""What of an article is signed in 三审三校: the words and pictures that readers are given, by a digest.

Signed are the headline parts, authors and byline, 来源, summary, kind, body, pictures with their captions, credits and
alt texts, corrections, and the marks of artificial intelligence. Everything else, such as tags, order, 版 and 栏目, may
change at any time, and so may what takes an article down: 撤稿, 禁发 and draft.

A digest is that of the words, and behind it, for each picture file, the beginning of the digest of its bytes.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import replace

from generator.content import fields
from generator.model import Article

SIGNED = (
    *("title", "kicker", "subtitle", "kind", "authors", "byline", "source", "original"),
    *("photos", "summary", "ai", "corrections", "body"),
)
"""The attributes of an article that are signed."""
_MISSING = "-"


def digest(article: Article, pictures: Mapping[str, str]) -> str:
    """The digest of what is signed of an article; ``pictures`` are the digests of its picture files, by name.

    A value that is empty leaves no trace, so a further attribute does not make what was signed before another text.
    """
    return ".".join((words(article), *(pictures.get(file, _MISSING)[:16] for file in _files(article))))


def words(article: Article) -> str:
    """The digest of the words that are signed."""
    held = fields.article_fields(article) | {"body": article.body}
    signed = {name: _full(held[name]) for name in SIGNED if held.get(name)}
    text = json.dumps(signed, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _full(value: object) -> object:
    """A value without what is empty in it."""
    if isinstance(value, Mapping):
        return {key: _full(inner) for key, inner in value.items() if inner}
    return list(map(_full, value)) if isinstance(value, list | tuple) else value


def _files(article: Article) -> list[str]:
    return [photo.file for photo in article.photos if photo.file]


def changed_pictures(article: Article, pictures: Mapping[str, str], signed: str) -> frozenset[str] | None:
    """The picture files of an article that are not any more those that were ``signed`` with it.

    ``None`` where its words are not those that were signed.
    """
    was_words, *before = signed.split(".")
    now_words, *now = digest(article, pictures).split(".")
    if was_words != now_words or len(before) != len(now):
        return None
    pairs = zip(_files(article), before, now, strict=True)
    return frozenset(file for file, was, is_now in pairs if was != is_now or is_now == _MISSING)


def over(live: Article, signed: Article, without: Collection[str] = ()) -> Article:
    """The live article with what was signed in place of its own, but without these picture files."""
    taken = {name: getattr(signed, name) for name in SIGNED}
    taken["photos"] = tuple(photo for photo in signed.photos if photo.file not in without)
    return replace(live, **taken)
