"""Recognizes the parts of an e-paper's web page around its text: navigation, reading tools, counters, copyright.

A line belongs to them ("chrome") if it consists of such words only. Lines must be in simplified and half-width
characters.
"""

import re

_WORDS = (
    r"首页|主页|网站首页|数字报首页|返回|返回(?:主页|首页|目录|顶部|上页|列表|版面|上一级)?|回到顶部|回顶部|TOP|上一?[版篇期页条]|下一?[版篇期页条]|前一[版篇期页天]|后一[版篇期页天]|往期(?:回顾|查询|报纸)?|过刊(?:查询)?|"
    r"末页|尾页|第\d+页|共\d+页|当前第\d+页|版面(?:导航|目录|概览|图)?|标题导航|文章导航|本版(?:新闻|导航|文章|标题|目录)|今日(?:版面|导航)|按版次|按日期|按作者|全文检索|检索|搜索|高级搜索|日历|"
    r"放大|缩小|默认|大|中|小|[ADT][+-]?|A\+|A-|字号|字体(?:大小)?|正文字号|繁体|简体|无障碍(?:浏览|阅读)?|语音(?:播报|朗读)?|听新闻|打印(?:本页|本文|此页)?|关闭(?:窗口|本页)?|收藏(?:本页|此文)?|推荐|举报|纠错|投稿|"
    r"分享(?:到|至)?|转发|复制链接|微信(?:扫一扫|好友)?|微博|新浪微博|腾讯微博|朋友圈|QQ(?:空间|好友)?|豆瓣|人人网|抖音|头条号?|Facebook|Twitter|Line|更多|"
    r"阅读(?:量|数|次数)?|浏览(?:量|次数)?|点击(?:量|数|率)?|点赞|评论|网友评论|我要评论|发表评论|热评|赞|踩|\d+|\d+次|没有了|无|"
    r"关于我们|联系我们|联系方式|广告(?:服务|刊例|合作)|网站(?:地图|声明)|诚聘英才|法律(?:声明|顾问)|版权(?:声明|所有)?|隐私(?:政策|声明)?|免责声明|友情链接|客户端(?:下载)?|手机版|电脑版|触屏版|下载|PDF(?:版|下载)?|"
    r"登录|注册|订阅|RSS|扫一扫|扫码(?:关注|阅读)?|手机看报|手机阅读|数字报|电子报|电子版|网站导航|频道|相关(?:新闻|阅读|链接|文章|报道)|热点推荐|猜你喜欢|编辑推荐|点击排行|热门(?:文章|新闻)"
)
_LINE = re.compile(
    # Atomic groups: each word is matched together with the signs after it, or backtracking could take very long.
    rf"(?:(?>(?:{_WORDS})(?:[\s\[\]【】()（）|｜/·:：,，、◀▶<>《》«»←→↑↓▲▼+-]++|$|(?=\d)))|[\[\]【】()（）|｜◀▶<>«»←→\s]++)+"
)
_SENTENCES = re.compile(
    r"(?:您|你)?(?:当前|现在)?(?:的)?(?:所在)?位置\s*[:：].*|首页\s*[>＞»].*|.{0,40}(?:ICP|icp)\s*备.{0,40}|.{0,30}(?:许可证|备案号|公安备|网安备).{0,40}\d.{0,20}|Copyright.*|©.*|.{0,20}All Rights Reserved.*|"
    r"(?:网友|以上|本文)?(?:评论|内容|观点)?仅供.{2,30}|.{0,10}不代表本(?:站|网|报).{0,20}|(?:违法|不良|违法和不良)信息举报.{0,30}|技术支持\s*[:：].{2,20}|主办(?:单位)?\s*[:：].{2,30}(?:承办.*)?|"
    r"(?:来源|稿源)\s*[:：].{2,30}|(?:发布|更新)?时间\s*[:：]\s*\d{4}[-年./].{4,20}|\d{4}-\d{2}-\d{2}\s+\d{2}:\d{2}(?::\d{2})?.{0,30}|(?:上一[篇版]|下一[篇版]|前一篇|后一篇)\s*[:：].{0,60}|"
    r"(?:请)?(?:扫一扫|扫码|扫描二维码|长按).{0,20}|(?:本文|本页)(?:地址|链接|网址).*|[-=_*~·—─━＝]{4,}|(?:阅读|浏览|点击)(?:量|数|次数)?\s*[:：]?\s*\d+.{0,30}|(?:未经|严禁).{2,20}(?:转载|镜像|复制).{0,20}"
)
_NAME = re.compile(
    r"《?[\u4e00-\u9fff]{2,10}(?:日报|晚报|晨报|时报|周报|导报|商报|报|网|在线)》?(?:数字报|电子报|电子版|数字版|手机报|多媒体数字报刊?|数字报刊|网站)?"
)
_CONTENTS = re.compile(
    r"(?:版面|标题|文章|本版|今日版面)(?:导航|目录|新闻|文章|标题)|往期回顾|相关(?:新闻|阅读|文章)|热门文章|点击排行|编辑推荐"
)


def is_chrome(line: str) -> bool:
    """Whether a line is part of the web page around a paper's text, and of no article."""
    if len(line) > 120 or line[-1:] in "。；":
        return False
    if _SENTENCES.fullmatch(line):
        return True
    found = _LINE.fullmatch(line)
    # 大, 中 or a number alone may also be a poem's title or a page number.
    return bool(found) and bool(re.search(r"[\u4e00-\u9fff]{2}|\[|◀|>", line))


def is_paper_name(line: str) -> bool:
    """Whether a line consists of the name of a paper or its website only."""
    return _NAME.fullmatch(line) is not None


def opens_contents(line: str) -> bool:
    """Whether a line is the head of a list of the page's headlines."""
    return _CONTENTS.fullmatch(line) is not None
