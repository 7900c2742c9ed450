"""Decides the kind (体裁) of an article: collects weighted evidence for each kind, and takes the kind with the most."""

import re
from collections import Counter
from collections.abc import Iterator

from generator.kinds import Kind, Role
from generator.language import bylines, scripts
from generator.understanding import patterns
from generator.understanding.drafts import Draft
from generator.understanding.parts import Part

SUPPLEMENT = re.compile(r"副刊|文艺|文学|悦读|夜读|读书|阅读|随笔|散文|诗|文苑|百花|花洲|文化园地|笔会|月光|作文")
_COMMENT = re.compile(
    r"时评|评论|社论|社评|短评|杂谈|今日谈|漫谈|快评|锐评|论坛|一家之言|有感|书评|——读|读《|读后|观后|大家谈|漫话|观点|微评|国是|三言两语|街谈巷议|球评|漫笔|^[说谈论]“|莫让|岂能|切莫|不能(?:让|只)|别(?:让|把)|要有|该不该|何必|才是|多听听|多留|之我见"
)
_LITERARY = re.compile(r"连载|小说|散文|随笔|诗|故事|童话|寓言|副刊|作文")
_LETTERS = re.compile(
    r"来信|来函|投书|信箱|读者之声|读者短信|编读往来|写给|致.{1,16}的(?:一封)?信|一封(?:公开)?信|家书|回信|复信"
)
_FEATURE = re.compile(r"侧记|纪实|走笔|手记|特写|见闻|记事|巡礼|印象|素描|剪影|掠影|速写|调查|探访")
_SPEECH = re.compile(r"讲话|致辞|致词|演讲|发言")
_DATA = re.compile(
    r"名单|成绩|赛果|排名|积分|行情|价格|时刻|时间表|节目|频道|天气|指数|公示表|一览|安排|光荣榜|获奖者|开奖|战报|答案|统计"
)
_NOTICE_WORDS = re.compile(
    r"特此(?:公告|通告|声明|通知|更正|启事|致歉|通报)|声明作废|登报|公告(?:如下|送达)|通告如下|谨此|应为.{1,60}误为|误为|系.{1,20}之误|应为[“「『]|有意者|报名(?:电话|地点|时间)|必有重谢|"
    r"知情者|联系(?:人|电话)?[:：]|电话[:：]|地址[:：]|诚聘|招聘|诚征|征婚|丧偶|遗体告别|与世长辞|公开配租|截稿|请.{2,12}(?:来馆|前来|前往|与本)|叩谢|鸣谢|印发|自.{2,12}起(?:施行|停止|暂停)|第一条"
)
_QUESTION = re.compile(
    r"^(?:问|记者问?|Q|主持人|甲|学生问?|[\u4e00-\u9fff]{0,14}问|读者)\s*\d*\s*[:：]|^[★●◆▲■?？]\s*[^。]{3,40}[？?]$"
)
_ANSWER = re.compile(r"^(?:答|A|[\u4e00-\u9fff·]{1,8}答)\s*\d*\s*[:：]")
_DEAR = re.compile(
    r"^(?:亲爱|尊敬|敬爱)的[^，。]{1,16}[:：]?$|^[^，。：:]{0,10}(?:编辑|主编|记者)(?:同志|先生|部|老师)?[:：]|^[^，。：:]{1,8}(?:先生|女士|同志|老师)[:：]$"
)
_REPORT = re.compile(
    r"\d{1,2}日|[一二三四五六七八九十]日|近日|日前|昨[天日]|今[天日]|举行|召开|启动|开工|开通|上线|投用|记者|获悉|据悉|据了解"
)
_ARGUE = re.compile(
    r"必须|应当|应该|要把|才能|不能|不可|不要|群众|干部|治理|制度|监管|不妨|更要|可见|其实|岂|何必|关键|才是|最好的|说到底|有人说|有的"
)
_PERSONAL = re.compile(
    r"我(?!们|国|市|县|区|省|校|院|厂|矿|乡|镇|村|军|党|州)|母亲|父亲|外婆|奶奶|爷爷|祖父|祖母|故乡|老家|妈妈|爸爸|月光|童年"
)
_OFFICE_TEXT = re.compile(r"供稿[)）]?$|提供[)）]$")
_VERBAL = re.compile(r"[“「].{2,}[”」]")

NEWS_BY = frozenset({Role.REPORTER, Role.CORRESPONDENT})


def kind(draft: Draft, folio_name: str) -> Kind:
    """The kind of a draft, from its form, its headline and the name of its 版."""
    if draft.is_photo:
        return Kind.PHOTO
    if not draft.body:
        return Kind.OTHER
    found = Counter[Kind]()
    for one, points in _evidence(draft, folio_name):
        found[one] += points
    best = max(found.values(), default=0)
    if best < LEAST:
        return Kind.OTHER
    return next(one for one in Kind if found[one] == best)


LEAST = 2
"""If no kind has at least this much evidence, the article's kind is ``OTHER``."""


def _evidence(draft: Draft, folio_name: str) -> Iterator[tuple[Kind, int]]:
    texts = [scripts.simplified(piece.text) for piece in draft.body]
    head = re.sub(
        r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", scripts.simplified(" ".join(p.text for p in draft.headlines))
    )
    parts = Counter(piece.part for piece in draft.body)
    whole = "\n".join(texts)
    lines = [scripts.simplified(piece.text) for piece in draft.bylines]
    roles = {author.role for line in lines for author in bylines.signers(line)}
    lede = bylines.lede(draft.body[0].text)
    if lede or (roles & NEWS_BY):
        yield Kind.NEWS, 8 if lede else 6
    asked = sum(bool(_QUESTION.match(text)) for text in texts)
    answered = sum(bool(_ANSWER.match(text)) for text in texts)
    if asked > 1 or (asked and answered):
        yield Kind.INTERVIEW, 14 if answered > 1 or (asked > 1 and answered) else 13 if asked > 2 else 8
    if parts[Part.VERSE] * 2 > len(texts):
        yield Kind.LITERATURE, 12
    yield from _formal(draft, head, whole, texts, parts, is_report=bool(lede))
    yield from _letter(head, texts, parts)
    yield from _written(draft, head, whole, lines, roles, folio_name)
    if patterns.NOTE.match(texts[0]) and not draft.headlines:
        yield Kind.NEWS, 12
    if len(draft.photos) > 1 and len(texts) <= 2:
        yield Kind.PHOTO, 9
    if draft.photos and any(
        re.search(r"[作绘画]|漫画|图[／/]", p.text) for photo in draft.photos for p in photo.credit
    ):
        yield Kind.COMMENTARY, 8


def _formal(
    draft: Draft, head: str, whole: str, texts: list[str], parts: Counter[Part], *, is_report: bool
) -> Iterator[tuple[Kind, int]]:
    """Evidence for notices, tables and lists."""
    signed = parts[Part.SIGNATURE]
    rows = (
        parts[Part.ROW]
        + sum(bool(patterns.BULLET.match(text) or patterns.ENUMERATOR.match(text)) for text in texts) // 2
    )
    is_named = bool(patterns.NOTICE.search(head))
    if is_named:
        yield Kind.NOTICE, 9
    if len(whole) < 1_200 and _NOTICE_WORDS.search(whole) and not is_report:
        yield Kind.NOTICE, 5 if not draft.bylines else 2
    if signed and not is_report:
        yield Kind.NOTICE, 2
    if rows * 2 >= len(texts) and not is_report:
        yield Kind.DATA, 7
    if parts[Part.ROW] * 3 > 2 * len(texts) and not signed:
        yield Kind.DATA, 4
    if _DATA.search(head) and not is_report:
        yield Kind.DATA, 4 if parts[Part.ROW] else 2


def _letter(head: str, texts: list[str], parts: Counter[Part]) -> Iterator[tuple[Kind, int]]:
    if _DEAR.match(texts[0]):
        yield Kind.LETTER, 9 if parts[Part.SIGNATURE] or re.search("编辑|主编", texts[0]) else 5
    if _LETTERS.search(head):
        yield Kind.LETTER, 7
    if re.search(r"[(（][^()（）]{1,10}[，,][^()（）]{1,10}[)）]$|^读者\s", texts[-1]) and len(texts[-1]) < 30:
        yield Kind.LETTER, 6


def _written(
    draft: Draft, head: str, whole: str, lines: list[str], roles: set[Role], folio_name: str
) -> Iterator[tuple[Kind, int]]:
    """Evidence from the way of writing: reporting, arguing, or personal memories."""
    body_first = draft.body[0].block.line
    at_head = any(piece.block.line < body_first for piece in draft.bylines)
    size = max(len(whole), 120)
    reports, argues, personal = (len(p.findall(whole)) * 400 / size for p in (_REPORT, _ARGUE, _PERSONAL))
    if _SPEECH.search(head):
        yield Kind.OTHER, 9
    if any("评论员" in line for line in lines):
        yield Kind.COMMENTARY, 12
    if _COMMENT.search(head):
        yield Kind.COMMENTARY, 9 if "读" in head else 7
    if _FEATURE.search(head):
        yield Kind.FEATURE, 9
    if _LITERARY.search(head) or any(re.search("著", line) for line in lines):
        yield Kind.LITERATURE, 9
    if SUPPLEMENT.search(folio_name):
        yield Kind.LITERATURE, 4
    signs_off = bool(bylines.tail(draft.body[-1].text)) or (bool(lines) and not at_head)
    if signs_off:
        yield Kind.NEWS, 4
    if at_head and Role.AUTHOR in roles:
        yield Kind.LITERATURE, 2 + min(5, round(personal))
        yield Kind.COMMENTARY, 2 + min(5, round(argues))
    elif argues >= 4 and reports < 2 and not signs_off:
        yield Kind.COMMENTARY, 3
    yield Kind.NEWS, min(4, round(reports))
    if _OFFICE_TEXT.search(whole):
        yield Kind.OTHER, 4
