"""``banmian new``: the folder of a new paper, ready to build."""

from collections.abc import Iterator
from pathlib import Path

from generator import config
from generator.errors import ConfigError, Problem

NEWSPAPER_TOML = """\
# 这份报纸的全部设置。改完保存即可；banmian serve 会立刻显示。

[paper]
# 报头上的报名。
name = "{name}"
# 报名下面的小字：专版、地区。可以留空。
zone = ""
# 一句话介绍，给搜索引擎看，也印在页脚。
description = ""
# 网站的网址，https:// 开头。还没有就留空。
address = ""
# 报头的样式：red 红字，ink 黑字，block 红底白字。
masthead = "red"
# 报名的题字：templates/static/ 里的一个 .svg .png .webp 图片，代替报头上的字。没有就留空。
logo = ""
# 全站变灰，用于哀悼日。
mourning = false

# 版权信息，印在每一页的页脚；留空的不印。
[imprint]
# 主管单位。
organ = ""
# 主办单位。
publisher = ""
# 国内统一连续出版物号，如 CN 00-0000。
cn = ""
# 互联网新闻信息服务许可证编号。
licence = ""
# 编辑部地址。
address = ""
# 联系电话。
phone = ""
# 联系邮箱。
email = ""
# 违法和不良信息举报电话。
report = ""
# ICP 备案号，照备案的全文写；页脚会链到工信部备案网站。
icp = ""
# 公安备案号，照备案的全文写；页脚会链到公安备案网站。
police = ""
# 还要印的文字，一行一条。
more = []

# 颜色：纸、墨、一种红，白天和夜里各一套，写成 # 和六位十六进制数。
# 其余的灰色由它们调出来；字在纸上看不清（对比度不到 4.5）会提醒。
[colours]
# 白天的纸色。
paper = "#fffdf8"
# 白天的墨色。
ink = "#1d1b18"
# 白天的红色。
red = "#ad1f17"
# 夜里的纸色。
night_paper = "#181613"
# 夜里的墨色。
night_ink = "#ece5d8"
# 夜里的红色。
night_red = "#f08073"

# 栏目。slug 是网址里的名字（小写字母、数字、连字符），发布之后不要再改；
# words 是导入时据以归入这一栏的词。每个栏目一组。
[[topics]]
slug = "economy"
name = "经济"
description = "项目、企业与市场"
words = ["项目建设", "招商", "营商环境", "工业", "投资"]

[[topics]]
slug = "livelihood"
name = "民生"
description = "就业、医疗、养老、教育"
words = ["就业", "养老", "医疗", "教育", "社区", "民生实事"]

[[topics]]
slug = "culture"
name = "文化"
description = "文艺、体育与身边的人"
words = ["文化", "图书馆", "非遗", "演出", "比赛"]
"""

GITIGNORE = ".banmian/\noutput/*\n!output/.gitignore\n"


def start(folder: Path) -> Iterator[Path]:
    """Writes a new paper into ``folder``, which may exist if it is empty; yields the files written.

    Raises ``ConfigError``, with nothing written, where something is in the way.
    """
    if folder.is_dir() and any(folder.iterdir()):
        raise ConfigError(Problem("这个文件夹里已经有东西", "换一个名字，或先清空它", str(folder)))
    plain = (c for c in folder.resolve().name if c.isprintable() and c not in '"\\')
    name = "".join(plain)[:40].strip() or "我的报纸"
    files = {
        config.FILE_NAME: NEWSPAPER_TOML.format(name=name),
        ".gitignore": GITIGNORE,
        "content/issues/.gitkeep": "",
        "templates/.gitkeep": "",
        "output/.gitignore": "*\n!.gitignore\n",
    }
    try:
        for path, text in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8", newline="\n")
            yield target
    except OSError as error:
        hint = "检查路径和文件夹权限"
        raise ConfigError(Problem(f"建不了：{error.strerror}", hint, str(folder))) from None
