"""Finds offices that a local paper names without their town: 区城管局, 团县委, 市立医院."""

import re
from collections.abc import Iterator

from generator.kinds import TagKind
from generator.tagging.mention import Mention
from generator.tagging.tagged_copy import TagText

_LEVEL = "[省市区县州旗]"
# Where such a name may begin. This is a pattern, as jieba wrongly takes 从区 in 从区卫健委获悉 for a word.
_BEFORE = r"(?:^|(?<=[^\u4e00-\u9fff])|(?<=[从由在到向对与和及把被据经请让给为同至]))"
_NO_OFFICE = "(?![委长里内直级域情城乡镇区市县上中下外境]|民(?!政|族)|领导|政府|政协|人大|人民政府)"
_ENDS = (
    "局|委(?!员|书记|副书记|常委|宣传|组织|统战|政法|办)|办公室|供销社|供销集团|总工会|联合会|疾控中心|融媒体中心|服务中心|指挥部|图书馆|文化馆|档案馆|博物馆|"
    "人民医院|中医院|医院|法院|检察院|交警大队|执法大队|执法队|支队|大队|水务公司|热力公司|供电公司|公交公司|城投公司|建投公司|交投公司|公司|电视台|气象台|文联|科协|残联|妇联|工商联"
)
_OFFICE = re.compile(rf"{_BEFORE}({_LEVEL}{_NO_OFFICE}[\u4e00-\u9fff]{{0,8}}?(?:{_ENDS}))")
_NAMED = re.compile(
    r"团[省市区县]委|(?<!社)(?<!校)[省市区县](?:总工会|供销社|妇联|残联|文联|科协|工商联|红十字会|公安局|法院|检察院|医院|中医院|妇幼保健院)"
    r"|[省市区县](?:立|第[一二三四五六七八九十]+)(?:人民医院|中医院|医院|中学|小学|高级中学|实验小学|幼儿园|图书馆)"
)
_LEAST = 3
_WORDS = re.compile(
    "[的了是把被在到向从由将已说要会去来]|主任|书记|局长|会议|召开|举行|记者|通讯员|群众|干部|联合|联手|与|和(?!改革|信息化|计划|旅游|社会|规划|草原)"
)


def find(copy: TagText) -> Iterator[Mention]:
    """All such offices in the text."""
    for found in _NAMED.finditer(copy.text):
        yield Mention(found[0], TagKind.BODY, "机构")
    for found in _OFFICE.finditer(copy.text):
        if len(found[1]) > _LEAST and not _WORDS.search(found[1]):
            yield Mention(found[1], TagKind.BODY, "机构")
