"""A part of the report of ``check``: share pictures that are not made, and why."""

from collections.abc import Iterator

from generator import config, toml_places
from generator.delivery.finding import Finding, Kind, Severity
from generator.delivery.subject import Subject
from generator.pages.shares import ISSUE

MOST_NAMED = 8
"""How many missing characters a message names."""


def found(subject: Subject) -> Iterator[Finding]:
    """That there is no font, or which pictures are left out since the font cannot show all of their characters."""
    settings, edition = subject.settings, subject.edition
    if not settings.paper.address:
        return
    line = toml_places.line_of(subject.text(config.FILE_NAME), ("share", "font"))
    if not settings.share.font:
        message = "没有分享图片用的字体：没有照片的网页发到微信等处，旁边没有图"
        hint = f"把一个字体文件放进 {config.FONT_FOLDER}，文件名写在 [share] 的 font；见 banmian handbook 编辑手册"
        yield Finding(config.FILE_NAME, line, message, hint, Severity.NOTICE, Kind.SHARE)
        return
    hint = "换一个字多的字体；这一张不做，用宽一级的（文章用这一期的，一期用全报的）"
    for issue in (None, *edition.issues):
        for key, text in edition.shares.wanted(edition.site, issue).items():
            missing = edition.shares.missing(edition.site, text)
            named = "".join(missing[:MOST_NAMED]) + ("……" if len(missing) > MOST_NAMED else "")
            source, what = config.FILE_NAME, "全报的"
            if issue:
                source = f"content/issues/{issue.id}/{'issue' if key == ISSUE else key}.md"
                what = "这一期的" if key == ISSUE else "这一篇的"
            if missing:
                message = f"{what}分享图片没有做：字体里没有“{named}”"
                yield Finding(source, None if issue else line, message, hint, Severity.NOTICE, Kind.SHARE)
