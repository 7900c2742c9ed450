"""Closed lists of the paper's words: kinds of articles, what people did, what a tag names, what was made by AI."""

from enum import StrEnum
from typing import Self


class Kind(StrEnum):
    """The kind (体裁) of an article. The value is used in files and addresses; ``word`` is what people see.

    ``Kind("公告")`` is the same as ``Kind("notice")``, since an editor may write either.
    """

    NEWS = "news", "新闻"
    FEATURE = "feature", "通讯"
    COMMENTARY = "commentary", "评论"
    LITERATURE = "literature", "副刊"
    NOTICE = "notice", "公告"
    LETTER = "letter", "来信"
    INTERVIEW = "interview", "访谈"
    DATA = "data", "榜表"
    PHOTO = "photo", "图片"
    OTHER = "other", "其他"

    word: str
    """Its name in Chinese, for readers and editors."""

    def __new__(cls, value: str, word: str = "") -> Self:
        """A kind with its two names."""
        kind = str.__new__(cls, value)
        kind._value_, kind.word = value, word
        return kind

    @classmethod
    def _missing_(cls, value: object) -> "Kind | None":
        return next((kind for kind in cls if kind.word == value), None)


class Role(StrEnum):
    """What a person did for an article, in the newspaper's own words."""

    REPORTER = "记者"
    CORRESPONDENT = "通讯员"
    AUTHOR = "作者"
    PHOTOGRAPHER = "摄影"


class TagKind(StrEnum):
    """What a tag names, in the words of a Chinese library's catalogue."""

    PERSON = "人物"
    BODY = "机构"
    PLACE = "地点"
    SUBJECT = "主题词"


class Ai(StrEnum):
    """What artificial intelligence made of an article or a picture. ``word`` is the label that readers see.

    《人工智能生成合成内容标识办法》 and GB 45438-2025 ask for labels.
    ``Ai("生成")`` is the same as ``Ai("generated")``.
    """

    GENERATED = "generated", "生成", "人工智能生成"
    COMPOSED = "composed", "合成", "含人工智能合成内容"

    word: str
    written: str

    def __new__(cls, value: str, written: str = "", word: str = "") -> Self:
        """What it made, as it is written and as it is shown."""
        found = str.__new__(cls, value)
        found._value_, found.written, found.word = value, written, word
        return found

    @classmethod
    def _missing_(cls, value: object) -> "Ai | None":
        return next((made for made in cls if made.written == value), None)
