"""What an article is to its reader (体裁), by how it is printed."""

import re

from generator.intake import bylines, scripts
from generator.intake.drafts import Draft
from generator.intake.understanding import forms
from generator.intake.understanding.parts import Part
from generator.model import Kind, Role

SUPPLEMENT = re.compile(r"副刊|文艺|文学|悦读|夜读|读书|阅读|随笔|散文|诗|文苑|百花|花洲")
_COMMENT = re.compile(
    r"时评|评论|社论|短评|杂谈|今日谈|漫谈|快评|锐评|之声|论坛|一家之言|有感|书评|——读|读《|读后|观后|大家谈|漫话|观点|微评|国是|三言两语|街谈巷议"
)
_LETTER = re.compile(r"^(?:编辑|记者)(?:同志|先生|部|老师)?[:：]?|^[^，。]{0,10}(?:编辑|同志)[:：]")
_DEAR = re.compile(r"^(?:亲爱的|尊敬的|敬爱的)?[^，。：:]{1,12}[:：]$|^[^，。：:]{1,8}(?:先生|女士|同志|老师|编辑)[:：]")
_LETTERS = re.compile(r"来信|投书|读者之声|写给|致.{1,16}的(?:一封)?信|一封信|家书|回信|复信")
_QUESTION = re.compile(r"^(?:问|记者问?|Q|主持人|甲|学生问?|[\u4e00-\u9fff]{0,6}问)\s*\d*\s*[:：]")
_ANSWER = re.compile(r"^(?:答|A|[\u4e00-\u9fff·]{1,8}答?|负责人|专家)\s*\d*\s*[:：]")
_SPEECH = re.compile(r"讲话|致辞|致词|演讲|发言")
_NEWS = re.compile(r"本报|记者|通讯员|讯")
_FEATURE = re.compile(r"侧记|纪实|通讯|走笔|手记|特写|见闻|记事|巡礼|印象|素描|剪影|掠影|速写")
_VERBS_OF_NOTICE = re.compile(
    r"特此(?:公告|通告|声明|通知|更正|启事|致歉)|声明作废|登报|公告如下|通告如下|谨此(?:告知|讣告)|遗失.{0,30}(?:作废|声明)|应为.{1,60}误为|误为|应为[“「]|有意者|报名电话|必有重谢"
)
_FROM_OFFICE = re.compile(r"供稿|提供[)）]?$")


def kind(draft: Draft, folio_name: str, title: str) -> Kind:
    """The kind of a draft, from its form, its headline and the name of its 版."""
    if draft.is_photo:
        return Kind.PHOTO
    texts = [scripts.simplified(piece.text) for piece in draft.body]
    head = scripts.simplified(" ".join(piece.text for piece in draft.headlines))
    if not texts:
        return Kind.OTHER
    parts = [piece.part for piece in draft.body]
    whole = "\n".join(texts)
    has_lede = bylines.lede(draft.body[0].text) is not None
    if has_lede:
        return _with_lede(texts)
    if _count(texts, _QUESTION) >= 2 or (_count(texts, _QUESTION) and _count(texts, re.compile(r"^答\s*[:：]"))):
        return Kind.INTERVIEW
    verses = sum(part is Part.VERSE for part in parts)
    if verses * 2 > len(parts):
        return Kind.LITERATURE
    rows = sum(part is Part.ROW for part in parts)
    if forms.NOTICE.search(head) or (_VERBS_OF_NOTICE.search(whole) and len(whole) < 900 and not _signed(draft)):
        is_table = rows * 2 > len(parts) and not forms.NOTICE.search(head)
        return Kind.DATA if is_table else Kind.NOTICE
    if rows * 2 >= len(parts):
        return Kind.DATA
    if forms.NOTE.match(texts[0]) and not draft.headlines:
        return Kind.NEWS
    if _LETTER.match(texts[0]) or _LETTERS.search(head) or (_DEAR.match(texts[0]) and Part.SIGNATURE in parts):
        return Kind.LETTER
    if _SPEECH.search(head):
        return Kind.OTHER
    if _COMMENT.search(head) or any("评论员" in piece.text for piece in draft.bylines):
        return Kind.COMMENTARY
    if _FEATURE.search(head):
        return Kind.FEATURE
    if draft.photos and any(re.search(r"[作绘画]|漫画", "".join(p.text for p in photo.credit)) for photo in draft.photos):
        return Kind.COMMENTARY
    return _by_author(draft, texts, head, folio_name)


def _with_lede(texts: list[str]) -> Kind:
    asked = _count(texts, _QUESTION)
    return Kind.INTERVIEW if asked >= 2 else Kind.NEWS


def _by_author(draft: Draft, texts: list[str], head: str, folio_name: str) -> Kind:
    """Who signed, and how: a reporter signs news; a writer an essay or a comment."""
    lines = [piece.text for piece in draft.bylines]
    roles = [author.role for line in lines for author in bylines.own_line(line, below_headline=True) or ()]
    if any(role is not Role.AUTHOR for role in roles) or any(_NEWS.search(line) for line in lines):
        return Kind.FEATURE
    if re.search("连载|小说|散文|随笔|故事", head) or any("著" in line for line in lines):
        return Kind.LITERATURE
    if any(_FROM_OFFICE.search(text) for text in texts[-1:]):
        return Kind.OTHER
    signed = bool(roles)
    if SUPPLEMENT.search(folio_name):
        return Kind.LITERATURE
    whole = "".join(texts)
    if signed:
        personal = sum(map(whole.count, ("我", "母亲", "父亲", "外婆", "奶奶", "爷爷", "祖父", "故乡", "老家")))
        argues = sum(map(whole.count, ("必须", "应当", "要把", "才能", "不能", "群众", "干部", "治理", "制度", "监管", "不妨", "更要")))
        return Kind.LITERATURE if personal * 150 > len(whole) and personal >= argues else Kind.COMMENTARY
    if bylines.tail(draft.body[-1].text):
        return Kind.NEWS
    return Kind.OTHER


def _signed(draft: Draft) -> bool:
    return any(bylines.own_line(piece.text, below_headline=True) for piece in draft.bylines)


def _count(texts: list[str], pattern: re.Pattern[str]) -> int:
    return sum(bool(pattern.match(text)) for text in texts)
