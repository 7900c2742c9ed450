"""Recognizes ledes such as 本报讯(记者甲), names in brackets at a story's end, and credits after a caption."""

import re
from dataclasses import dataclass
from functools import lru_cache

from generator.kinds import Role
from generator.language import lexicon, person_names, scripts, signatures
from generator.language.person_names import HAN, OUTLET, ROLE
from generator.model import Author

_LETTER = rf"(?!记者|通讯员|报道|报导|实习|本报|本刊|特约|特派|首席|见习|摄影|全媒体|融媒|新华社|日报|晚报)[{HAN}]"
_NAME = rf"(?:{_LETTER}){{2,4}}(?:·[{HAN}]{{1,6}})*|{_LETTER}\s+{_LETTER}"
_NAMES = rf"(?:{_NAME})(?:[、，,\s]+(?:{_NAME}))*"
_CREDITED = rf"(?:(?:{ROLE})\s*[:：/／|]?\s*{_NAMES}[、，,\s]*)+"
_NUMERAL = r"[\d０-９一二三四五六七八九十〇廿]"
_DAY = rf"(?:{_NUMERAL}{{1,3}}\s*月)?\s*(?:{_NUMERAL}{{1,3}}\s*日)?\s*"
_OPEN, _CLOSE = r"[【〔\[（(■●◆□★▲]?\s*", r"(?:\s*[】〕\]])?"
DATELINE = re.compile(
    rf"{_OPEN}(?:据)?{OUTLET}(?:全媒体|客户端)?(?:[{HAN}、·]{{2,10}}?)??{_DAY}(?:专讯|专电|讯|电|消息)(?=[\s(（【】〔〕\]：:，]|[^，。、]){_CLOSE}"
    rf"|{_OPEN}[{HAN}、]{{2,16}}?(?:{_NUMERAL}{{1,3}}月)?{_NUMERAL}{{1,3}}日[讯电]{_CLOSE}"
    # A local paper signs with its place: 青川讯(记者…).
    rf"|[{HAN}]{{2,6}}(?:讯|消息)\s*(?=[(（](?:{ROLE}))"
    rf"|【[{HAN}]{{2,6}}讯】"
    r"|(?:又讯|另讯|又电)(?=[\s:：，])"
    rf"|[(（【](?:新华社|中新社|中央社|本报|美联社|路透社|法新社|综合)[{HAN}]{{0,10}}(?:专稿|特稿|外电|电讯|电|讯|综合报[道导]|消息)[)）】]"
)
_BRACKET = re.compile(r"\s*[(（【〔]([^()（）【】〔〕]{1,80})[)）】〕]")
_BRACKETED_LEDE = re.compile(
    rf"[(（【〔\[](?:(?:本报|本网|{OUTLET})[讯电][，,、\s])?((?:{OUTLET})?\s*(?:{ROLE})[^()（）【】〔〕\]。，,]{{2,40}})[)）】〕\]]"
)
_AGENCY_LEDE = re.compile(rf"[(（【〔](?:{ROLE})\s*([{HAN}]{{4,10}}?){_DAY}[电讯][)）】〕]")
_REPORTED = re.compile(
    rf"\s*({_CREDITED}?)\s*(?:(?:摄影)?报[道导]\s*[:：]|[:：]|(?=从|在|获悉|近日|日前|昨|今|\d|[０-９]))"
)
_SHORT_REPORTED = re.compile(rf"({_CREDITED}?)\s*(?:摄影)?报[道导]\s*[:：]")
_NAMES_OF_LEDE = re.compile(rf"[】〕\]\s　]*({_CREDITED}?)\s*(?=[【】〔〕\]])")
LEDE_LENGTH = 120
GLUED_LENGTH = 60
KEPT = 2048
"""How many results about lines are cached, since the same lines are tested many times."""
_GLUED_LEDE = re.compile(
    rf"[^。，,；;]{{4,40}}?(?P<lede>(?:据)?(?:本报|新华社)(?:[{HAN}]{{2,6}})?(?:[\d０-９]{{1,2}}月[\d０-９]{{1,2}}日)?(?:讯|电)\s*(?:[(（]|(?:{ROLE})))"
)
# Columns that begin with 记者, such as 记者手记, and are no bylines.
_REPORTER_COLUMN = re.compile(
    r"[(（【]?(?:本报)?记者(?:手记|观察|调查|札记|走访|探访|体验|见闻|述评|日记|感言|来信|点评|心语|在线|帮)[)）】]?"
)
_STAFF_COMMENT = re.compile(r"本报(?:特约)?评论员(?:文章)?")
_BRACKETED_TAIL = re.compile(r"[。！？!?”』」…：:]?\s*[(（【]([^()（）【】]{2,50})[)）】]\s*$")
_MARKED_TAIL = re.compile(r"[。！？!?”』」…]\s*([■□◎●◆▲]\s*[^。，]{2,24})$")
_SEAM = re.compile(r"[。！？!?”』」…；)）％%\s]\s*|(?=[(（【])")
_CREDIT_SIGN = re.compile(
    r"摄|供图|图文|文\s*[/／]\s*图|图\s*[/／]|资料|新华社发|提供|视觉中国|作[)）]?$|报道[)）]?$|绘[)）]?$|制图"
)
MARKS_OF_COMMENT = "□■◎●◆◇○▲△"


@dataclass(frozen=True, slots=True)
class Lede:
    """The printed head of a story, ``本报讯(记者甲 通讯员乙)``: its length in characters and its people."""

    length: int
    authors: tuple[Author, ...]


@lru_cache(KEPT)
def lede(text: str) -> Lede | None:
    """The lede that ``text`` begins with, or ``None``."""
    head = text[:LEDE_LENGTH]
    plain = scripts.simplified(head)
    agency = _AGENCY_LEDE.match(plain)
    if agency:
        return Lede(agency.end(), (Author(_before_place(head[slice(*agency.span(1))]), Role.REPORTER),))
    found = DATELINE.match(plain)
    if not found:
        return _reported(head, plain)
    end = found.end()
    inside = _NAMES_OF_LEDE.match(plain, end)
    if inside and head[0] in "【〔[" and inside[1]:  # 【本网讯 记者 甲】
        return Lede(inside.end() + 1, people(head[slice(*inside.span(1))]))
    bracket = _BRACKET.match(plain, end)
    if bracket:
        # A bracket after a lede may also name a programme, such as (新闻联播).
        printed = head[slice(*bracket.span(1))]
        authors = people(printed, Role.AUTHOR) if _names_people(printed) else ()
        colon = re.compile(r"\s*(?:报[道导])?[:：]").match(plain, bracket.end())
        return Lede(colon.end() if colon else bracket.end(), authors)
    reported = _REPORTED.match(plain, end)
    if reported:
        return Lede(reported.end(), people(head[slice(*reported.span(1))]))
    return Lede(end, ())


def _reported(head: str, plain: str) -> Lede | None:
    """A lede without 本报讯: 记者甲报道：, 〔記者甲／某地報導〕."""
    opening = _SHORT_REPORTED.match(plain)
    if opening:
        return Lede(opening.end(), people(head[slice(*opening.span(1))]))
    bracketed = _BRACKETED_LEDE.match(plain)
    if not bracketed or bracketed.end() == len(plain):
        return None
    return Lede(bracketed.end(), people(head[slice(*bracketed.span(1))]))


def _before_place(run: str) -> str:
    """The name at the beginning of a run of characters that ends with a place: 周采薇 of 周采薇香港."""
    for length in (3, 2):
        if person_names.has_surname(run[:length]) and lexicon.count(scripts.simplified(run[length:])):
            return run[:length]
    return run[:3] if len(run) > 4 else run[:2]


def glued_lede(text: str) -> int:
    """The start of a lede that follows a headline in the same line (中外合资企业落户新区本报讯记者…); 0 for none.

    No sentence may end before the lede.
    """
    found = _GLUED_LEDE.match(text)
    return found.start("lede") if found and lede(text[found.start("lede") :]) else 0


@lru_cache(KEPT)
def glued_credit(text: str) -> int:
    """The start of a credit that follows a caption in the same line; 0 for none."""
    first = max(0, len(text) - GLUED_LENGTH)
    if not _CREDIT_SIGN.search(scripts.simplified(text[first:])):
        return 0
    for found in _SEAM.finditer(text, first):
        rest = text[found.end() :]
        if len(rest) > 2 and found.end() and is_credit(rest) and (found[0].strip() or _opens_credit(rest)):
            return found.end()
    return 0


def _opens_credit(text: str) -> bool:
    """Whether text after a space begins a credit: with a role, a bracket, or a name that begins with a surname."""
    word = re.split(r"[\s／/:：、]", text, maxsplit=1)[0]
    is_role = re.match(rf"[(（【]|(?:{ROLE})|摄|图|资料", scripts.simplified(text))
    return (
        bool(is_role)
        or person_names.has_surname(word)
        or len(word) == 1
        or person_names.has_surname(word[:3].rstrip("摄"))
    )


@lru_cache(KEPT)
def is_credit(text: str) -> bool:
    """Whether a line consists of a photographer's credit only: 本报记者 某某 摄, 摄影：某某, 资料图片."""
    signature = signatures.read(text) if len(text) <= GLUED_LENGTH else None
    if signature is None or not signature.is_credit:
        return False
    is_told = signature.has_role or signature.has_unit or signature.is_bracketed or signature.is_named
    return is_told or all(not lexicon.count(name) and len(name) == 2 for name in signature.pictured) or "／" in text


def _names_people(text: str) -> bool:
    signature = signatures.read(text)
    return signature is not None and (signature.has_role or (bool(signature.wrote) and signature.is_named))


def people(text: str, default: Role = Role.REPORTER) -> tuple[Author, ...]:
    """The people in ``记者甲、乙 通讯员丙``; names before any role word get ``default``."""
    signature = signatures.read(text, default)
    return signature.wrote if signature else ()


@lru_cache(KEPT)
def own_line(text: str, *, below_headline: bool) -> tuple[Author, ...] | None:
    """The people of a line that consists of a byline only, or ``None``.

    A name without a role counts only ``below_headline``; elsewhere it may be the end of a broken paragraph. 本报评论员
    names nobody and gives no authors.
    """
    if _STAFF_COMMENT.fullmatch(text.strip("□■●◆◇○ ()（）")):
        return ()
    if _REPORTER_COLUMN.fullmatch(text):
        return None
    signature = signatures.read(text)
    if signature is None or (signature.is_credit and not below_headline):
        return None
    if signature.is_credit and not signature.wrote:
        return tuple(Author(name, Role.AUTHOR) for name in signature.pictured)
    if signature.is_sure:
        is_author = signature.is_named or (signature.is_marked and text[0] in "□◎")
        return signature.wrote if signature.has_role or is_author or "／" in text or "/" in text else None
    is_told = below_headline or signature.is_bracketed or signature.has_unit
    return signature.wrote if is_told and _looks_named(signature) else None


def signers(text: str) -> tuple[Author, ...]:
    """The writers in a line that is known to be a byline; if it names only photographers, those."""
    signature = signatures.read(text)
    if signature is None:
        return ()
    return signature.wrote or tuple(Author(name, Role.AUTHOR) for name in signature.pictured)


def _looks_named(signature: signatures.Signature) -> bool:
    """Whether words without a role are names: they begin with surnames, and are no words of the dictionary."""
    written = [author.name for author in signature.wrote]
    return signature.is_named and not any(lexicon.count(name) for name in written if len(name) > 2)


def is_bracketed(text: str) -> bool:
    """Whether a byline is in brackets, as at a story's end."""
    return text[:1] in "(（" and text[-1:] in ")）"


def is_marked(text: str) -> bool:
    """Whether a byline begins with the sign (□) that papers put before the author of a commentary."""
    return text[:1] in MARKS_OF_COMMENT


@lru_cache(KEPT)
def tail(text: str) -> tuple[Author, ...]:
    """The people in brackets at a story's end, ``……。（甲 乙）``, or after a sign, ``……。■记者 甲``."""
    found = _BRACKETED_TAIL.search(text[-GLUED_LENGTH:]) or _MARKED_TAIL.search(text[-GLUED_LENGTH:])
    if found and len(text) > len(found[0]):
        signature = signatures.read(found[1].strip())
        if signature and (not signature.is_credit or signature.is_both):
            is_behind = found[0][0] in "。！？!?”』」…" or text[-len(found[0]) - 1] in "。！？!?”』」…"
            is_told = signature.is_sure or (is_behind and (signature.is_named or _are_short(signature)))
            return signature.wrote if is_told else ()
        return ()
    credit = glued_credit(text)
    return people(text[credit:], Role.AUTHOR) if credit and is_text_and_picture(text[credit:]) else ()


def _are_short(signature: signatures.Signature) -> bool:
    """Whether words in a story's last brackets can be pen names (羊小舟): short, and not in the dictionary."""
    written = [scripts.simplified(author.name) for author in signature.wrote]
    return bool(written) and all(len(name) <= 3 and not lexicon.count(name) for name in written)


def is_text_and_picture(credit: str) -> bool:
    """Whether a credit is for the text as well (文/图), so that it also signs the story."""
    signature = signatures.read(credit)
    return signature is not None and signature.is_both and "报" not in credit[-3:-1]


def is_role(text: str) -> bool:
    """Whether a line is a role without its name: the first half of a credit that was broken in two."""
    return len(text) <= 14 and re.fullmatch(ROLE, text) is not None


def photographer(credit_line: str) -> str:
    """The name or names in a credit line, joined with 、; ``""`` where there is none."""
    signature = signatures.read(credit_line.strip())
    return "、".join(signature.pictured) if signature and is_credit(credit_line.strip()) else ""
