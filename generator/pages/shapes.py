"""Recognizes paragraphs that are laid out in a special way: question and answer, 称呼, 落款, verse.

This changes neither an article's file nor its words, only the layout of a paragraph, and only where its form leaves no
doubt. ``plain: true`` in the file switches it off.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import partial

from generator.kinds import Kind


class Shape(StrEnum):
    """What a paragraph is; the value is its class on the page."""

    PARAGRAPH = ""
    QUESTION = "question"
    ANSWER = "answer"
    SALUTATION = "salutation"
    SUBHEAD = "subhead"
    SIGNATURE = "signature"
    CREDIT = "credit"
    EPIGRAPH = "epigraph"
    SOURCE = "source"
    NUMERAL = "numeral"
    STANZA = "stanza"
    VERSE = "verse"
    LINES = "lines"
    """Prose whose paragraphs were separated by single line breaks."""


KINDS = frozenset({Kind.INTERVIEW, Kind.LETTER, Kind.NOTICE, Kind.LITERATURE})
"""The kinds in which special paragraphs are looked for; articles of all others have plain paragraphs only."""


def of(kind: Kind, paragraphs: Sequence[str]) -> list[Shape]:
    """The shape of each paragraph. A line feed ends each line in a paragraph; other blocks are given as ``""``."""
    shapes = [Shape.CREDIT if _is_credit(text) else Shape.PARAGRAPH for text in paragraphs]
    match kind:
        case Kind.INTERVIEW:
            _speakers(paragraphs, shapes)
            _subheads(paragraphs, shapes)
        case Kind.LETTER | Kind.NOTICE:
            _salutations(kind, paragraphs, shapes)
            _subheads(paragraphs, shapes)
            signs = partial(_signs, kind)
            _signature(signs, paragraphs, shapes)
            if kind is Kind.LETTER:
                _replies(signs, paragraphs, shapes)
        case Kind.LITERATURE:
            _signature(_is_dated, paragraphs, shapes)
            _epigraph(paragraphs, shapes)
            _verses(paragraphs, shapes)
    return shapes


def _is_credit(text: str) -> bool:
    return _CREDIT.fullmatch(text) is not None or _GOES_ON.fullmatch(text) is not None


_BESIDE = frozenset({Shape.SALUTATION, Shape.EPIGRAPH, Shape.SOURCE, Shape.NUMERAL, Shape.CREDIT, Shape.SIGNATURE})


def telling(kind: Kind, lines: Sequence[str]) -> Sequence[str]:
    """The lines that an excerpt is made from: without salutations, epigraphs, numbers of chapters and the like."""
    if kind not in KINDS:
        return lines
    return [line for line, shape in zip(lines, of(kind, lines), strict=True) if shape not in _BESIDE] or lines


# ---- lines that name a source, author or photographer ----

_CREDIT = re.compile(
    r"[（(](?=[^（）()]*(?:供稿|整理|来源|來源|作者|摘自|选自|選自|原载|原載|撰文|口述|译者|譯者))[^（）()。！？]{2,48}[）)]"
    r"|(?:供稿|来源|來源|整理|撰文|摄影|攝影|配图|插图|插圖|绘图|作者单位|作者简介|译者|譯者|本版供稿)\s?[：:].{2,40}"
)

_GOES_ON = re.compile(
    r"[（(](?:全文完|完|未完|未完[待后後][续續]|待[续續]|[下上][期回周篇版][^（）()。]{0,6}[续續]|[续續]完|[连連][载載]完[毕畢]?)[）)]"
)
"""Lines that are printed below an instalment of a serial, such as （未完待续）."""

# ---- interviews ----

_LABEL = re.compile(r"([^\s\d：:，。！？；、“”…][^：:，。！？；、“”…\n]{0,13})[：:]")
_ASKS = re.compile(
    r"[问問QＱ]|提[问問]|主播|采访者|採訪者|读者|讀者|编者|編者|本[报報刊]|《[^》]{2,12}》|\S{2,8}[日晚][报報]"
    r"|(?:本[报報])?(?:[记記]者|主持人)[ 　]?[（(]?[\u4e00-\u9fff]{0,4}[）)]?"
)
_ANSWERS = re.compile(r"[答AＡ]|回答|答[复覆]|嘉[宾賓]")
_SQUARES = re.compile(r"([□■◇◆○●△▲])[ \u3000]?\S")
"""Signs at the head of a paragraph that mark questions and answers instead of a word."""
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,8}|[A-Za-z][A-Za-z .]{1,11}")
_NO_SPEAKER = re.compile(
    r"(?:第|其|一是|二是|三是|首先|比如|例如|譬如|注|附|时间|地点|电话|主题|说明|另外|结论|总之|可以说).*"
    r"|.*(?:说|說|道|问|問|示|绍|诉|为|為|调|出|下|称|稱|是|写|有|括|即|如)"
)


def _speakers(paragraphs: Sequence[str], shapes: list[Shape]) -> None:
    squares = [found[1] if (found := _SQUARES.match(text)) else "" for text in paragraphs]
    if len(signs := dict.fromkeys(filter(None, squares))) == 2 and squares.count(next(iter(signs))) > 1:
        first, _ = signs
        asks = {True: Shape.QUESTION, False: Shape.ANSWER}
        shapes[:] = [asks[sign == first] if sign else shape for sign, shape in zip(squares, shapes, strict=True)]
        return
    labels = [found[1].strip() if (found := _LABEL.match(text)) else "" for text in paragraphs]
    times = Counter(labels)
    for at, label in enumerate(labels):
        after_question = at > 0 and shapes[at - 1] is Shape.QUESTION
        if _ASKS.fullmatch(label):
            shapes[at] = Shape.QUESTION
        elif _ANSWERS.fullmatch(label) or (
            _NAME.fullmatch(label) and not _NO_SPEAKER.fullmatch(label) and (times[label] > 1 or after_question)
        ):
            shapes[at] = Shape.ANSWER


# ---- letters and notices ----

_ADDRESSED = re.compile(
    r"(?:尊敬|敬爱|敬愛|亲爱|親愛|各位|各|全体|全體|广大|廣大|致|编辑|編輯)[^。！？；]{0,36}"
    r"|[^。！？；]{0,34}(?:同志|同学|同學|先生|女士|朋友|读者|讀者|市民|居民|家[长長]|老师|老師|乡亲|鄉親|父老|业主|單位|单位)(?:们|們)?"
)
_NO_ADDRESS = re.compile(
    r".*(?:如下|以下|下列|写道|寫道|说|說|道|按|为|為|是|指出|表示|有|附|事项|事項|内容|时间|地点|电话|办法)"
)
_RESPECTS = re.compile(r"敬[礼禮][！!。]?")


def _salutations(kind: Kind, paragraphs: Sequence[str], shapes: list[Shape]) -> None:
    begun = False
    for at, text in enumerate(paragraphs):
        addressed = at < 4 and (begun or at < 2) and _is_addressed(kind, text)
        begun = begun or addressed
        if addressed or (at and _RESPECTS.fullmatch(text) and paragraphs[at - 1].rstrip("，,：:").endswith("此致")):
            shapes[at] = Shape.SALUTATION


def _is_addressed(kind: Kind, text: str) -> bool:
    whom, colon = text[:-1], text[-1:]
    if colon not in ("：", ":") or not whom or len(whom) > 40 or _NO_ADDRESS.fullmatch(whom):
        return False
    # A letter is always addressed to somebody, so a short name with a colon (小明：) is enough there.
    return bool(_ADDRESSED.fullmatch(whom)) or (
        kind is Kind.LETTER and re.fullmatch(r"[^，。！？；]{1,16}", whom) is not None
    )


def _replies(signs: Callable[[str], bool], paragraphs: Sequence[str], shapes: list[Shape]) -> None:
    """Finds replies below a letter: a reply begins with its own salutation, and the letter above it ends signed."""
    for at in range(2, len(paragraphs)):
        if shapes[at] not in (Shape.PARAGRAPH, Shape.SALUTATION) or not _is_addressed(Kind.LETTER, paragraphs[at]):
            continue
        start = at
        while at - start < 3 and start > 1 and shapes[start - 1] is Shape.PARAGRAPH and signs(paragraphs[start - 1]):
            start -= 1
        if start < at:
            shapes[start:at] = [Shape.SIGNATURE] * (at - start)
            shapes[at] = Shape.SALUTATION


_NUMBERED = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章节節部][分 　]?)")
_UNENDED = re.compile(r"[^。！？!?；;：:，,…\n]{2,22}")


def _subheads(paragraphs: Sequence[str], shapes: list[Shape]) -> None:
    """A numbered line is a subhead if there is text between it and the next one; otherwise it is an item of a list."""
    heads = [bool(_NUMBERED.match(text) and _UNENDED.fullmatch(text)) for text in paragraphs]
    for at, is_head in enumerate(heads[:-1]):
        if is_head and paragraphs[at + 1] and not heads[at + 1] and not (at and heads[at - 1]):
            shapes[at] = Shape.SUBHEAD


# ---- 落款 ----

_YEAR, _TWO = r"(?:\d{4}|[〇○零一二三四五六七八九]{4})\s?年", r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DAY = (
    rf"(?:{_YEAR}\s?{_TWO}\s?月(?:\s?{_TWO}\s?日)?"
    r"|\d{4}[-./．]\d{1,2}[-./．]\d{1,2}|\d{1,2}月\d{1,2}日)"
)
_SEASON = rf"{_YEAR}[春夏秋冬初末仲孟季暮深]{{1,2}}[天日夜]?"
_DATED = re.compile(rf"[（(]?{_DAY}[）)]?")
_PLACED = re.compile(
    rf"[（(]?(?:{_DAY}|{_SEASON})[ 　，]?(?:[写寫作草改稿]{{0,2}}[于於][\u4e00-\u9fff·]{{2,12}})?[）)]?"
)
_SIGNED_BODY = re.compile(
    r"[\u4e00-\u9fffA-Za-z·《》（）()、 　]{1,28}"
    r"(?:[局委会會府院校室所司办辦部处處社团團队隊站馆館厅廳厂廠店行报報组組学學联盟]|中心|集团|街道)"
    rf"(?:[ 　]*{_DAY})?"
)
_SIGNED_WRITER = re.compile(
    r"[\u4e00-\u9fff·×]{1,12}(?:[ 　][\u4e00-\u9fff·×]{1,6}){0,2}"
    r"|(?:[您你]的|[读讀]者|[学學]生|[来來写寫]信人|一[名位])[^：:，。！？\n]{0,6}[：:][ 　]?[\u4e00-\u9fff·×]{1,6}"
)
_TOLD = re.compile(r"(?:[^：:，。！？\n]{0,16}[ \u3000])?(?:[同合][家门門])?(?:泣|哀|敬|[谨謹]|叩|拜)[告启啟谢謝上]")
_KIN = r"(?:[长長次幼孝]?[妻夫子女媳婿孙孫父母兄弟姐姊妹侄甥])"
_TO_KIN = rf"{_KIN}{{1,2}}[：:]"
# The lookahead ends a name where the next relation begins; without it, matching could become very slow.
_OF_KIN = re.compile(rf"(?>{_TO_KIN}[\u4e00-\u9fff·、]{{2,12}}?(?=[ \u3000]|{_TO_KIN}|\Z)[ \u3000]*)+")
"""The names of the mourning family above 泣告 in an obituary: 妻：明月　子：易行."""
_MOST_SIGNED = 4


def _signs(kind: Kind, line: str) -> bool:
    if _DATED.fullmatch(line) or _SIGNED_BODY.fullmatch(line) or _TOLD.fullmatch(line) or _OF_KIN.fullmatch(line):
        return True
    return kind is Kind.LETTER and len(line) <= 16 and line != "此致" and _SIGNED_WRITER.fullmatch(line) is not None


def _is_dated(line: str) -> bool:
    """Whether a line is a day and place. Below a work of literature there is no more, as its author is named above."""
    return _PLACED.fullmatch(line) is not None


def _signature(signs: Callable[[str], bool], paragraphs: Sequence[str], shapes: list[Shape]) -> None:
    end = len(paragraphs)
    while end and shapes[end - 1] is Shape.CREDIT:
        end -= 1
    start = end
    while start and shapes[start - 1] is Shape.PARAGRAPH and all(map(signs, paragraphs[start - 1].split("\n"))):
        start -= 1
    dated = end > start and _DATED.fullmatch(paragraphs[end - 1].split("\n")[-1]) is not None
    if end - start > _MOST_SIGNED:  # too many lines for a 落款: a list of names; but the date below it is one
        start = end - 1 if dated else end
    # There must be text above the 落款, and lines after a colon belong to the text, unless a date ends them.
    if start and (dated or not paragraphs[start - 1].endswith(("：", ":"))):
        shapes[start:end] = [Shape.SIGNATURE] * (end - start)


# ---- literature ----

_PREFACE = re.compile(r"(?:.*[^—–―─\n])?\n?(?P<dash>[—–―─]{1,2} ?[题題][记記])", re.DOTALL)
_QUOTED = re.compile(r"[—–―─]{1,2} ?(?:[^《》。！？，]{0,12}《[^》]{1,20}》)")
_NUMERAL = re.compile(
    r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]?|[*＊※◆☆★]{1,5}|第[一二三四五六七八九十]{1,3}[章节節回]"
)
_POEM = re.compile(
    r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]?(?:[、.．][^，。！？；,!?;]{1,10})?|[之其第][一二三四五六七八九十]{1,2}首?"
    r"|[*＊※◆☆★]{1,5}"
)
"""The number of a poem among others, with its title."""
_ENDED = re.compile(r"[，。！？；：,!?;:…—）)”』」]$")
_LONGEST_TITLE = 8
_LONGEST_VERSE = 40
_LONGEST_SHORT = 24


def _epigraph(paragraphs: Sequence[str], shapes: list[Shape]) -> None:
    for at, text in enumerate(paragraphs[:4]):
        if not text:
            return
        preface = _PREFACE.fullmatch(text)
        alone = preface is not None and preface["dash"] == text
        if alone or (at == 1 and len(paragraphs[0]) <= 80 and _QUOTED.fullmatch(text)):
            shapes[: at + 1] = [Shape.EPIGRAPH] * at + [Shape.SOURCE]
            return
        if preface:
            shapes[: at + 1] = [Shape.EPIGRAPH] * (at + 1)
            return


def _verses(paragraphs: Sequence[str], shapes: list[Shape]) -> None:
    """Tells verse from prose, and finds the numbers and titles of the poems in a suite."""
    own = [at for at, shape in enumerate(shapes) if shape is Shape.PARAGRAPH and paragraphs[at]]
    lines = {at: paragraphs[at].split("\n") for at in own}
    for at in own:
        if len(lines[at]) > 1:
            long = sum(map(len, lines[at])) > _LONGEST_VERSE * len(lines[at])
            shapes[at] = Shape.LINES if long else Shape.STANZA
    single = [at for at in own if len(lines[at]) == 1]
    if Shape.STANZA in shapes:
        for at in single:
            if _is_poems_head(paragraphs[at], lines.get(at + 1, [])):
                shapes[at] = Shape.SUBHEAD
            elif len(paragraphs[at]) <= _LONGEST_VERSE:
                shapes[at] = Shape.STANZA
    elif len(single) == len(own) > 3 and all(_is_verse(paragraphs[at]) for at in own):
        for at in own:
            shapes[at] = Shape.VERSE
    else:
        for at in single:
            if _NUMERAL.fullmatch(paragraphs[at]):
                shapes[at] = Shape.NUMERAL


def _is_poems_head(text: str, below: Sequence[str]) -> bool:
    """Whether a line is the number of a poem in a suite, or a title above verses that all end in a mark."""
    if len(below) < 2:
        return False
    return _POEM.fullmatch(text) is not None or (
        len(text) <= _LONGEST_TITLE and not _ENDED.search(text) and all(map(_ENDED.search, below))
    )


def _is_verse(text: str) -> bool:
    """Whether a line is short, one sentence at most, and not speech."""
    return len(text) <= _LONGEST_SHORT and not re.search(r"[。！？!?].|^[“「『\"—]|[：:]$", text)
