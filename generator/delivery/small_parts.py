"""Parts of the report that need little: pictures without words, sizes, and topics without articles."""

from collections.abc import Iterator
from itertools import chain

from generator import config, toml_places
from generator.content import root_files, specials
from generator.delivery.finding import Finding, Kind, Severity
from generator.delivery.subject import Subject

HEAVY = 1_000_000
"""A picture with more bytes is told where it is sent to readers as it is."""
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".bmp", ".svg")


def in_issues(subject: Subject) -> Iterator[Finding]:
    """What was found in single issues already: photos without ``alt``, huge photos, very long articles."""
    return chain.from_iterable(sight.findings for sight in subject.sights.values())


def sizes(subject: Subject) -> Iterator[Finding]:
    """Heavy pictures among the files that are published unchanged."""
    static = {
        f"{config.LOGO_FOLDER}/{name}": data
        for name, data in subject.source.static.items()
        if name not in subject.source.ours
    }
    own = {f"{root_files.FOLDER}/{name}": data for name, data in root_files.read(subject.root).items()}
    for source, data in (static | own).items():
        if len(data) > HEAVY and source.lower().endswith(_PICTURES):
            message = f"图片有 {len(data) / 1_000_000:.1f} MB，读者要整个下载"
            hint = "缩小，或存成 WebP；一百 KB 上下就够了"
            yield Finding(source, None, message, hint, Severity.NOTICE, Kind.SIZE)


def empty_topics(subject: Subject) -> Iterator[Finding]:
    """Topics and special topics without an article; they have no page and stand in no list."""
    text = subject.text(config.FILE_NAME)
    articles = chain.from_iterable(sight.facts.articles for sight in subject.sights.values())
    used = {slug for article in articles for slug in article.topics}
    for at, topic in enumerate(subject.settings.topics):
        if topic.slug not in used:
            line = toml_places.line_of(text, ("topics", at, "slug"))
            message = f"栏目“{topic.name}”还没有文章，不登"
            hint = f"有文章的 topics 里写上 {topic.slug}，它就出来；不用了就删掉这一组"
            yield Finding(config.FILE_NAME, line, message, hint, Severity.NOTICE, Kind.TOPIC)
    for special in subject.catalogue.specials:
        if not subject.edition.by_special[special.slug]:
            source = f"content/{specials.FOLDER}/{special.slug}.md"
            message, hint = f"专题“{special.title}”还没有文章，不登", "看 tags、words、since、until 是不是写对了"
            yield Finding(source, 1, message, hint, Severity.NOTICE, Kind.TOPIC)
