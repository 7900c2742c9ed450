"""Recognizes names of people, and the words for papers and their staff that are printed beside them."""

import re

from generator.language import lexicon, scripts

HAN = "\u4e00-\u9fff"
# The commonest surnames. A name alone on a line is recognized only if it begins with one of these.
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂"
    "章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈"
    "饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣"
    "巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢扶谌奚后宿郜闫闻屠佟邸阚亓初言束揭粟逄鹿门"
)
COMPOUND_SURNAMES = tuple(
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 夏侯 司徒 司空 南宫 呼延 端木 百里 宇文 长孙 公冶 万俟 独孤 轩辕 东郭 钟离 澹台".split()
)
OUTLET = (
    rf"(?:本报|本刊|本网|本台|本社|校报|新华社|新华网|中新社|中新网|人民网|央视网?|央广网|今晚报|"
    rf"[{HAN}]{{1,6}}?(?:日报|晚报|晨报|早报|时报|商报|都市报|周报|导报|闻报|军报|校报|青年报|广播电视报|讯社|通讯社|电视台|融媒体中心|融媒|客户端|网))"
)
ROLE = (
    rf"(?:{OUTLET}\s*(?:驻[{HAN}]{{2,6}}?)?)?(?:全媒体|融媒体?|社区|本版|专线|地方|农民|特派|特约|首席|见习|实习|摄影|文字|学生|校园|青年|小|高级|主任|驻站|驻地|特稿|一线|首席){{0,3}}"
    r"(?:记者|通讯员|评论员|撰稿人|撰稿)|实习生|采访人员"
)
WORD_AND_NO_NAME = 1_500
"""A word with at least this frequency is nobody's given name: 知识 in 冷知识."""
_ROLE = re.compile(ROLE)
# Words that occur in the places of names but are none.
NO_NAMES = frozenset(
    "央视 新华 本报 记者 完 待续 未完 下转 上接 摘编 综合 转载 连载 图片 资料 节选 原载 有删节 下略 图文 全文 附图 全体 编者 编辑 来信 回音 报道 讯 电 网络 图说 小记 随笔 诗歌 散文 小说 "
    "公告 通告 启事 声明 招聘 诚聘 更正 勘误 寻人 讣告 遗失 通知 公示 摘要 提示 链接 简讯 短讯 天气 要闻 新闻 导读 目录 名称 证书 前言 后记 附录 备注 地址 电话 合计 单位 姓名".split()
)


def is_name(name: str) -> bool:
    """Whether a word has the form of a person's name: two characters, or a surname with a given name."""
    if not can_be(name):
        return False
    return len(name) == 2 or "·" in name or has_surname(name)


def has_surname(name: str) -> bool:
    """Whether a word of two to four characters begins with a surname, as most names do."""
    plain = scripts.simplified(name)
    if plain.startswith(COMPOUND_SURNAMES):
        return len(plain) in (3, 4)
    is_word = len(plain) == 3 and lexicon.count(plain[1:]) > WORD_AND_NO_NAME
    return len(plain) in (2, 3) and plain[0] in SURNAMES and not is_word


def can_be(name: str) -> bool:
    """Whether a word can be a name at all, if its place or a role already shows that a name is there."""
    plain = scripts.simplified(name)
    if re.search("[打附图见注][一二三四五六七八九十]", plain):
        return False  # （打一物）
    if plain[0] in "在是有和与的为到从被把将对向":
        return False
    if re.fullmatch(rf"[{HAN}]{{1,7}}(?:·[{HAN}]{{1,7}}){{1,3}}", plain):
        return True
    return bool(re.fullmatch(rf"[{HAN}]{{2,4}}", plain)) and plain not in NO_NAMES and not _ROLE.search(plain)


def parted(word: str) -> list[str]:
    """Two names that are printed without a space between them, split by their surnames: 林望舒郑明."""
    if not re.fullmatch(rf"[{HAN}]{{5,7}}", word):
        return [word]
    halves = [(word[:at], word[at:]) for at in range(2, len(word) - 1)]
    found = [pair for pair in halves if all(2 <= len(name) <= 4 and has_surname(name) for name in pair)]
    return list(found[0]) if len(found) == 1 else [word]
