"""A whole paper, small and sound: two issues with photos, a special topic, lists, own templates, files for the root."""

from contextlib import suppress
from pathlib import Path

from broken_pictures import photo
from generator.cli.main import main
from generator.kinds import Role
from generator.model import Author, Folio, Photo
from support import NEWSPAPER, Site

ISSUES = ("2026-03-18", "2026-03-25")
RAW = """\
市三中新校区启用

本报讯(记者周采薇)昨日，市三中新校区启用，首批学生入学。

菜市场搬了新家

昨日，菜市场开张。
"""
PAGE = """\
---
title: 订报
summary: 怎样订
extra:
  热线: "12345"
  年价: 180
---

拨打**热线**。
"""
EXTENDED = """\
{% extends "builtin/article.html" %}
{% import "own/macros.html" as own %}
{% block title %}{{ own.shown(site.name) }}{% endblock %}
{% block related %}{{ article.extra.票价 }}{{ super() }}{% endblock %}
"""
EXTRA = (("票价", "免费"), ("限额", 200))
LISTS = {
    "标签.csv": "标签,类型,网址\n码头,地点,matou\n菜市场,地点,caishichang\n",
    "同义词.csv": "说法,标签\n渡口,码头\n",
    "停用标签.csv": "词,说明\n昨日,太常见\n",
    "词典.csv": "词,类型\n青川,地点\n",
    "词频.csv": "词,篇数\n（全部）,9\n码头,2\n",
    "领导人.csv": "姓名,职务,次序\n王小明,局长,1\n",
    "固定提法.csv": "提法,说明\n高质量发展,\n",
    "禁用词.csv": "错,对,理由,例外\n残废,残疾,,\n",
}


def paper(folder: Path) -> None:
    """Writes the whole paper, proofreads it, builds it."""
    site = Site(folder)
    site.write(
        "newspaper.toml",
        NEWSPAPER.replace(
            "[tags]", 'logo = "logo.png"\n\n[app]\nicon = "icon.png"\n\n[pages]\nfooter = ["subscribe"]\n\n[tags]'
        ),
    )
    for issue in ISSUES:
        site.issue(issue, number=108, folios=(Folio("01", "要闻"), Folio("02", "民生")))
        photos = (Photo("货轮靠岸", "dock.jpg", "周采薇", "周采薇 摄"), Photo("江上", "river.png"))
        authors = (Author("周采薇", Role.REPORTER),)
        body = "本报讯(记者周采薇)昨日，码头启用。\n\n## 首日\n\n**货轮**靠岸，王小明局长到场。"
        site.article(
            issue, 1, body, photos=photos, authors=authors, tags=("码头",), topics=("economy",), folio="01", extra=EXTRA
        )
        site.article(issue, 2, "菜市场搬了新家，买菜的人都说好。", tags=("菜市场",), topics=("livelihood",))
        site.article(issue, 3, "一江春水。\n两岸青山。", folio="02")
        site.write(f"content/issues/{issue}/photos/dock.jpg", photo("JPEG"))
        site.write(f"content/issues/{issue}/photos/river.png", photo("PNG"))
    site.write(
        "content/specials/matou.md", '---\ntitle: "码头专题"\ntags: ["码头"]\nwords: ["货轮"]\n---\n\n专题的话。\n'
    )
    site.write("content/pages/subscribe.md", PAGE)
    site.write("content/about.md", "本报创办于一九五六年。\n")
    for name, text in LISTS.items():
        site.write(f"content/lists/{name}", text)
    site.write("content/root/CNAME", "news.example.org\n")
    site.write("templates/article.html", EXTENDED)
    site.write("templates/partials/footer.html", '{% include "builtin/partials/footer.html" %}\n')
    site.write("templates/own/macros.html", "{% macro shown(name) %}{{ name }}{% endmacro %}\n")
    site.write("templates/static/own.css", "p { color: red }\n")
    site.write("templates/static/logo.png", photo("PNG", (300, 80)))
    site.write("templates/static/icon.png", photo("PNG", (600, 600)))
    site.write("raw.txt", RAW)
    for command in ("check", "build"):
        with suppress(SystemExit):
            main(["--site", str(folder), command])
