"""What can be seen of one line by itself: its length, its end, its cells, and the set forms that papers use."""

import re
from dataclasses import dataclass

from generator.intake import bylines, furniture, scripts, signatures, web_page
from generator.intake.bylines import Lede
from generator.intake.manuscript import Block
from generator.intake.signatures import HAN, Signature

_CLOSERS = "”』」’》〉）)】\"'"
_STOP = re.compile(rf"(?:[。！？!?…]|——)[{_CLOSERS}]*$")
_INNER = re.compile(rf"[。！？][{_CLOSERS}]*.")
_NUMERAL = "一二三四五六七八九十〇零○廿"
DAY = re.compile(
    rf"[(（]?\s*(?:(?:[\d０-９]{{2,4}}|[{_NUMERAL}]{{2,4}}|中华民国[{HAN}\d]{{1,5}})\s*年)?\s*(?:[\d０-９]{{1,2}}|[{_NUMERAL}]{{1,3}})\s*月\s*(?:[\d０-９]{{1,2}}|[{_NUMERAL}]{{1,3}})\s*日\s*[)）]?"
)
NOTICE = re.compile(
    r"公告|通告|启事|声明|公示|告示|通知|招聘|诚聘|急聘|聘请|招募|招租|招标|中标|拍卖|转让|出租|出售|求购|遗失|挂失|更正|勘误|致歉|道歉|寻人|寻亲|寻物|认尸|讣告|讣闻|讣|"
    r"沉痛悼念|征婚|征稿|征文启|征才|招贤|招生|注销|清算|减资|作废|认领|停电|停水|简章|须知|倡议书|承诺书|征集|征订|订报|预告|提示"
)
NOTE = re.compile(r"[【\[〔(（◆■●]?\s*(?:编者按|编者的话|编者语|开栏的话|开栏语|编后|编后语|编后话|写在前面|卷首语|主持人语|主编的话|编辑的话|按语)(?=$|[】\]〕)）:：\s])")
CONTINUED = re.compile(r"[(（]?\s*(?:紧接|上接|接)[^()（）]{1,10}版[^()（）]{0,6}[)）]?")
JUMP = re.compile(r"[(（【]\s*(?:下转|转|紧转)[^()（）]{1,12}版[^()（）]{0,6}[)）】]\s*$")
LABEL = re.compile(rf"(?:(?![\d０-９])[^，。、；：:\s]{{1,12}}|网友[“\"「][^”\"」]{{1,12}}[”\"」]留言|[{HAN}]{{2,14}}(?:回复|答复|回应|来电|核实|解答|建议|提醒|点评))\s*[:：](?!//)\s*\S")
QUESTION = re.compile(
    rf"(?:问|答|Q|A|甲|乙|主持人|记者问?|本报记者|编者|专家|负责人|律师|医生|[{HAN}]{{2,3}}|[{HAN}]{{2,6}}[问答])\s*\d*\s*[:：]\s*\S"
)
ENUMERATOR = re.compile(
    rf"(?:[{_NUMERAL}]{{1,3}}\s*[、.．]|[(（]\s*[{_NUMERAL}\d０-９]{{1,3}}\s*[)）]|[①-⑳⑴-⒇❶-❿]|[\d０-９]{{1,2}}\s*[.．、)）](?![\d０-９])|第[{_NUMERAL}]{{1,3}}[章节回部篇条])"
)
BULLET = re.compile(r"[●▲■◆★▼△◇※□○◎•·▪☆]\s*(?=\S)")
CAPTION = re.compile(
    r"图为|图[:：]|(?:上|下|左|右|题|大|小|本版)图(?:为|[:：])|.{4,50}[(（](?:[左右中前后上下]|[左右前后]?(?:排)?[左右]?[一二三四五六七])[)）].{2,40}$|[(（]?图\s*[①-⑨一二三四1-9１-９]\s*(?:[)）]|为|[:：])|组图[①-⑨]?[:：]?|图说[:：]|[▲△▼◤◢]\s*(?=\S)"
)
NUMBERED_PICTURE = re.compile(r"[(（]?图\s*[①-⑨一二三四五六1-9１-９]\s*[)）]|[①-⑨]")
CLOSING = re.compile(
    r"[(（]\s*(?:(?:据|本报|新华社)[^()（）]{2,30}[电讯]|完|未完待续|未完|待续|下期续|明日续|续完|下转[^()（）]{1,14}|[^()（）]{0,6}报道[^()（）]{0,4}第[^()（）]{1,8}版|"
    r"作者[^()（）]{2,60}|摘自[^()（）]{2,30}|原载[^()（）]{2,30}|[^()（）]{2,40}(?:整理|采写|供稿|提供))\s*[。]?\s*[)）]\s*$"
)
BIO = re.compile(r"[(（【]?(?:作者简介|作者系|作者为|作者单位|作者[:：]|本文作者|主讲人简介|嘉宾简介)|.{2,20}[，,].{0,20}(?:人|作家|教师|诗人|会员)[，,].{0,40}著有")
DASH = re.compile(r"(?:——|—|--|──|―)")
COLUMN = re.compile(r"[\u4e00-\u9fff”’！!？?\d] ?[(（][\u4e00-\u9fff·“”①-⑳\d，, ]{2,18}[)）]$")
"""A headline with the name of its column behind it: 码头上的灯（今日谈）."""
POEM = re.compile(r"[(（](?:外[一二三四五]首|组诗|[一二三四五六七八九十]首|诗二首|散文诗|节选|新韵|[^()（）]{0,4}诗|歌词)[)）]|^(?:七律|七绝|五律|五绝|浣溪沙|鹧鸪天|沁园春|满江红|水调歌头|西江月|临江仙|清平乐|卜算子|蝶恋花|忆江南|采桑子|念奴娇|如梦令|虞美人|江城子|菩萨蛮|点绛唇|减字木兰花|行香子)")
CLASSICAL = re.compile(rf"(?:[{HAN}]{{4,7}}[，,、。；;！？!?\s]+){{1,}}[{HAN}]{{3,7}}[。！？!?，,；;]?$")
SIGNER = re.compile(
    r"^(?:孝[男女子媳婿孙]|[孙女侄甥媳婿夫妻子]|外孙|孙女|长子|次子|长女)\s|(?:编辑部|编委会|编者|全体[^，。]{0,8}|敬上|敬启|谨启|启|泣启|同泣启|泣告|敬挽|叩谢|叩启|拜启|泣谢|鞠躬|\s上|鞠躬|顿首|敬赠|宣|特此[^，。]{2,4}|办公室|组委会|清算组|筹委会|治丧委员会|家属|亲属|此致|敬礼)[!！。]?$"
)
SALUTATION = re.compile(r"(?:尊敬|敬爱|亲爱|可爱)的[^，。]{1,16}[：:]$|[^，。]{1,14}(?:同志们?|先生|女士|同学们?|老师们?|朋友们?|编辑部?|友|们|你们?|您|爸爸|妈妈|儿子|女儿|孩子)[：:]$|[^，。：:]{1,8}[：:]$")
ROUTE = re.compile(r"\d+路")
_PHONE = re.compile(r"[\d０-９][\d０-９\-－—\s]{6,}")
CONTACT = re.compile(r"电话|热线|传真|手机|邮编|邮箱|地址|网址|微信|QQ|公交|咨询|联系人|联系方式|时间[:：]|地点[:：]|车次|班次")
_FOLIO_AT_END = re.compile(r"(?:[A-Z]?[\d０-９]{1,2}|第?[一二三四五六七八九十]{1,3}|[①-⑳])\s*版$|[>＞→›]{1,2}\s*[A-Z]?[\d０-９]{1,2}$|[.·…]{3,}\s*[A-Z]?[\d０-９]{1,2}$")
GUIDE = re.compile(r"^[■◆●▲【\[〔]?\s*(?:今日|本期|本报|今日要闻|要闻|内容|版面|精彩)?\s*(?:导读|导览|导航|提要|看点|目录|要目)\s*[】\]〕:：]?$")
_SECTION_WORDS = (
    r"简讯|短讯|简报|要闻简报|一句话新闻|快讯|集纳|动态|短波|读者来信|读者投书|读者之声|读编往来|来信|来信选登|热线回音|热线|民生热线|投诉台|百姓呼声|回音壁|图片新闻|新闻图片|摄影报道|天天读|"
    r"新闻速递|信息|信息快递|新闻集装箱|广告|分类广告|分类信息|公告栏|公益广告|便民信息|生活服务|服务台|今日提示|特别提示|文苑|诗苑|诗页|百花园|副刊|文艺|校园|教育|体育|文体|国际|国内|社会|法治|"
    r"短评|社评|时评|小小说|微型小说|散文|随笔|诗歌|杂文|小品|寓言|以案说法|法律服务|窗外事|花絮|国内新闻|国际新闻|港澳台|本报讯|跟进报道|后续报道|新闻链接|"
    r"[\u4e00-\u9fff]{2,4}(?:观察|论坛|集纳|广角|视窗|之窗|扫描|茶座|看台|速递|快递|传真|专栏|专版|专题|点击|视点|园地|天地|驿站|讲堂|课堂|书屋|夜话|漫笔|采风|撷萃|拾贝|球评|快评)|"
    r"经济|三农|健康|科普|财经|旅游|生活|要闻|本地|综合|时政|县域|乡镇|基层|基层动态|部门动态"
)
_SECTION = re.compile(rf"(?:{_SECTION_WORDS})")
_DECORATED = re.compile(rf"[◇◆■●▲★☆□○◎·•【\[〔〈《—\-=~※]{{1,3}}\s*[{HAN}·\s]{{2,12}}\s*[◇◆■●▲★☆□○◎·•】\]〕〉》—\-=~※]{{1,3}}")
# What stands between brackets inside a story: 【点评】, 【案情回放】.
_IN_STORY = re.compile(r"点评|评析|链接|背景|贴士|提醒|说法|释疑|延伸|解读|手记|案情|案例|判决|名片|简介|配诗|问题|回应|专家|律师|编后|注释")
_TITLE_BRACKETS = re.compile(r"[〈《].{1,20}[〉》]$")
_GAP = re.compile(r"\t+|\s*\|\s*|\s{2,}|\u3000+|\s+")
_DIGIT = re.compile(r"[\d０-９]")
_EDGE_DIGIT = re.compile(r"[\d０-９]$"), re.compile(r"[\d０-９]")
_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]|【[^【】]*】|[(（].*[)）]")
OF_GROUP = re.compile(r"本期起|本报从|今[天日]起|选登|选发|开设|开辟|推出|一组|刊发|开栏|栏目|专栏|系列|连续报道|陆续|专版")
_ENDS_IN_BRACKET = re.compile(r"[。！？!?…”][(（][^()（）]{2,24}[)）]$")
_NUMBER = re.compile(r"\d{6,}$|\d{3,4}[-－—]\d{6,8}$|[０-９]{6,}$")
_LIST_HEAD = re.compile(r"[^，。：:]{1,16}(?:[(（][\d０-９一二三四五六七八九十]{1,4}[人名位个项]?[)）])?[：:]?$")


@dataclass(slots=True)
class Form:
    """One line as it looks. ``plain`` is its text in simplified characters."""

    block: Block
    text: str
    plain: str
    length: int
    furniture: str
    lede: Lede | None
    signature: Signature | None
    is_credit: bool
    glued_credit: int
    is_stopped: bool
    has_stop: bool
    marks: int
    end: str
    is_day: bool
    cells: tuple[str, ...]
    is_tabbed: bool
    has_section: bool
    is_guide: bool
    is_note: bool
    is_enumerated: bool
    bullet: str
    is_label: bool
    is_closing: bool
    signs_off: bool
    is_balanced: bool
    captions: bool
    is_contact: bool
    is_salutation: bool
    is_bracketed: bool
    digits: int

    @property
    def is_over(self) -> bool:
        """Whether a paragraph may end with the line: behind a full stop, a colon, a signature."""
        is_told = self.signs_off or self.is_closing or self.is_bracketed or bool(self.glued_credit) or bool(_NUMBER.search(self.text))
        is_told = is_told or bool(_ENDS_IN_BRACKET.search(self.text[-30:]))
        return self.is_stopped or self.end == "colon" or is_told

    @property
    def is_running(self) -> bool:
        """Whether the line can only be running text: long, or with a full stop inside it."""
        return (self.length >= RUNNING or (self.has_stop and self.length >= 16)) and len(self.cells) < 4

    @property
    def is_short(self) -> bool:
        """Whether the line is short and holds no sentence."""
        return self.length <= SHORT and not self.has_stop and self.end not in ("stop", "semi")


RUNNING = 30
SHORT = 26


def form(block: Block) -> Form:
    """The form of a block's one line, or of its lines set as one headline."""
    text = block.text
    plain = scripts.simplified(text)
    length = len(text)
    short = length <= 60
    signature = signatures.read(text) if short else None
    last = text[-1]
    is_stopped = bool(_STOP.search(text[-6:]))
    end = "stop" if is_stopped else {"，": "comma", ",": "comma", "、": "comma", "；": "semi", ";": "semi", "：": "colon", ":": "colon"}.get(last, "")
    if end == "colon" or not is_stopped:
        inner_end = text.rstrip("”』」’》〉）)】\"'")
        if not end and inner_end[-1:] in "。！？!?…":
            end = "stop"
    return Form(
        block=block,
        text=text,
        plain=plain,
        length=length,
        furniture=_furniture(block, plain),
        lede=bylines.lede(text),
        signature=signature,
        is_credit=bylines.is_credit(text) if short else False,
        glued_credit=bylines.glued_credit(text),
        is_stopped=end == "stop",
        has_stop=bool(_INNER.search(text)),
        marks=sum(map(text.count, "，,；;")),
        end=end,
        is_day=length <= 24 and bool(DAY.fullmatch(plain)),
        cells=_cells(text) if length <= 200 else (),
        is_tabbed="\t" in text,
        has_section=length <= 14 and _is_section(plain),
        is_guide=length <= 12 and (bool(GUIDE.match(re.sub(r"\s", "", plain))) or web_page.opens_contents(plain)),
        is_note=bool(NOTE.match(plain)),
        is_enumerated=bool(ENUMERATOR.match(text)),
        bullet=text[0] if BULLET.match(text) else "",
        is_label=bool(QUESTION.match(plain) or LABEL.match(plain)),
        is_closing=bool(CLOSING.search(plain[-70:])) or bool(BIO.match(plain)),
        signs_off=bool(bylines.tail(text)),
        is_balanced=all(text.count(one) == text.count(other) for one, other in ("“”", "《》", "‘’", "「」")),
        captions=bool(CAPTION.match(plain)),
        is_contact=bool(CONTACT.search(plain) or ROUTE.search(plain) or _PHONE.fullmatch(plain)),
        is_bracketed=length > 3 and bool(_IN_BRACKETS.fullmatch(text)),
        is_salutation=length <= 16 and end == "colon" and bool(SALUTATION.match(plain)),
        digits=len(_DIGIT.findall(text)),
    )


def _furniture(block: Block, plain: str) -> str:
    if block.marked:
        return ""
    reasons = [furniture.reason(line) for line in block.lines] if len(block.lines) > 1 else [furniture.reason(plain)]
    return reasons[0] if all(reasons) else ""


def _is_section(plain: str) -> bool:
    bare = re.sub(r"\s", "", plain).strip("◇◆■●▲★☆□○◎·•【】[]〔〕—-=~※")
    if _SECTION.fullmatch(bare):
        return True
    is_label = bool(_IN_STORY.search(bare)) and not plain.startswith("◇")
    return bool(_DECORATED.fullmatch(plain)) and not _TITLE_BRACKETS.fullmatch(plain) and not is_label


def is_folio_line(plain: str) -> bool:
    """Whether a line ends with the page it leads to, as the lines of a box of contents do."""
    return bool(_FOLIO_AT_END.search(plain))


def _cells(text: str) -> tuple[str, ...]:
    """The cells of a row: parted by tabs, or by spaces where all of them are short."""
    if "\t" in text:
        return tuple(cell.strip() for cell in text.split("\t"))
    words = tuple(word for word in re.split(r"\s+", text) if word)
    if len(words) < 2:
        return words
    if max(map(len, words)) > 22 or any(re.search("[。，；]", word[:-1]) for word in words):
        return (text,)
    return words


def width(form_: Form) -> float:
    """The width of a line in full-width characters."""
    return sum(1.0 if ord(character) > 0x2E7F or character in "“”‘’—…·×" else 0.5 for character in form_.text)
