"""``banmian new``: creates the folder of a new paper, ready to build."""

from pathlib import Path

from generator import config
from generator.content.edits import history, journal
from generator.content.edits.changes import Draft
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

# 改动的历史：存在 .history 文件夹里，banmian undo 靠它撤回。太旧、太大的会清掉，当天的总是留着。
[history]
# 留多少天。
days = 365
# 最多占多少兆字节。
megabytes = 1000

[tags]
# 一个标签有几篇文章，才有自己的一页。
min_articles = 2

# 自己的网页（订报、联系我们）：content/pages 里的文件名，不带 .md，例如 ["subscribe"]。
[pages]
# 链接排在页脚。
footer = []
# 链接排在导航里，最多两个，标题越短越好。
navigation = []

# 手机上的报纸。
[app]
# 离线阅读：最新一期、读过的和“稍后读”的文章存在读者自己的手机里，没有网络也能读。
# 改成 false 发布以后，读者手机里存的会自动清空。
offline = true
# 放到手机桌面上的图标：templates/static/ 里的一个 .png，正方形，512 像素以上。留空就用报纸的颜色画一个。
icon = ""

# 发布。
[publish]
# 一期从它的日期这一天的几点起登出来（北京时间）；在那以前，网站上一个字也没有。
hour = "06:00"
# 网站放在哪里：netlify github cloudflare nginx oss，可以不止一个；生成时为每一个备好它要读的文件。
hosts = ["netlify", "github"]
# 还没有登出的文章，有这几种存疑没有答复，就先不登：领导人姓名职务、禁用词、名单次序、疑似认错的人名、原稿中断。
# 这些错一登出去就收不回来。
hold_for = ["leader", "banned", "order", "name", "truncated"]
# banmian publish 把 output/ 送出去的命令，一行一条。Netlify、GitHub 从 git 取稿，不用写。
commands = []

# 栏目。slug 是网址里的名字（小写字母、数字、连字符），发布之后不要再改；
# words 是导入时据以归入这一栏的词。写了 "评论" 的一栏收全部评论。每个栏目一组，次序就是网页上的次序。
[[topics]]
slug = "politics"
name = "时政"
description = "会议、调研与公共事务"
words = [
  "会议", "全会", "人大", "政协", "两会", "主席令", "调研", "会见", "会谈", "座谈", "复信", "国务院", "政府工作报告",
  "党政", "领导班子", "主席团", "代表通道", "部长通道", "委员通道", "外交", "访问", "纪念", "主席", "总理", "军队",
  "官兵", "解放军", "统战", "经济工作",
]

[[topics]]
slug = "economy"
name = "经济"
description = "项目、企业、市场与财政"
words = [
  "项目", "招商", "营商环境", "工业", "投资", "企业", "公司", "产业", "生产", "经济", "财政", "税", "外贸", "外商",
  "出口", "消费", "市场", "金融", "外汇", "银行", "下线", "订单", "开工", "工程", "新能源", "电力", "发电", "电厂",
  "煤", "矿", "铁路", "航道", "运河", "民航", "航空", "制造", "园区", "数字", "科技园", "物流", "集团",
]

[[topics]]
slug = "livelihood"
name = "民生"
description = "就业、医疗、养老、社区与出行"
words = [
  "就业", "招聘", "送岗", "岗位", "求职", "养老", "敬老", "医疗", "医院", "卫生院", "门诊", "医保", "就医", "社区",
  "街道", "居民", "民生", "热线", "公园", "住房", "供水", "供暖", "燃气", "公交", "停车", "路灯", "充电", "老旧小区",
  "志愿者", "志愿服务", "送温暖", "困难", "低保", "社保", "物业", "菜场", "公务员", "老年", "残疾", "消费者", "保姆",
]

[[topics]]
slug = "rural"
name = "三农"
description = "农业、农村与农民"
words = [
  "农业", "农村", "农民", "乡村振兴", "粮", "种植", "养殖", "春耕", "秋收", "小麦", "水稻", "蔬菜", "菜农", "果",
  "农户", "田间", "灌溉", "农技", "畜牧", "渔",
]

[[topics]]
slug = "ecology"
name = "生态"
description = "山水、空气与绿化"
words = [
  "生态", "环境", "绿化", "植树", "造林", "林草", "湿地", "水质", "污染", "河湖", "湖", "河长", "清淤", "美丽河湖",
  "森林", "沙化", "水土", "候鸟", "白鹭", "油菜花", "低碳", "环保",
]

[[topics]]
slug = "science"
name = "科教"
description = "教育、科技与人才"
words = [
  "教育", "学校", "学生", "教师", "校园", "高校", "大学", "学位", "招生", "考试", "科技", "科学", "科研", "创新",
  "技术", "人才", "专利", "实验室", "卫星", "航天", "火箭",
]

[[topics]]
slug = "culture"
name = "文体"
description = "文化、体育、旅游与副刊"
words = [
  "文化", "图书馆", "博物馆", "非遗", "手艺", "演出", "戏", "音乐", "电影", "书画", "出版", "读者", "文学", "文物",
  "体育", "比赛", "马拉松", "半马", "赛", "健身", "旅游", "景区", "节日", "民俗", "早市", "散文",
]

[[topics]]
slug = "law"
name = "法治平安"
description = "公安司法、安全与应急"
words = [
  "法治", "法律", "法院", "检察", "公安", "边防", "司法", "律师", "犯罪", "案件", "骗", "走私", "治安", "警",
  "110", "安全生产", "安全", "消防", "事故", "应急", "防汛", "地震", "法典", "普法", "毒",
]

[[topics]]
slug = "party"
name = "党建"
description = "从严治党与基层党组织"
words = [
  "党建", "从严治党", "治党", "党风", "党纪", "廉政", "廉洁", "反腐", "腐败", "不正之风", "作风", "违纪", "纪委",
  "监督执纪", "党支部", "党员", "领导干部", "艰苦奋斗", "刹风", "组织生活", "主题教育", "形式主义",
]

[[topics]]
slug = "commentary"
name = "评论"
description = "本报和读者的看法"
words = ["评论"]
"""

GITIGNORE = ".banmian/\noutput/*\n!output/.gitignore\n"


def start(folder: Path) -> list[Path]:
    """Writes a new paper into ``folder``, which may exist if it is empty; returns the files written.

    Raises ``ConfigError``, with nothing written, if the folder is not empty, and ``ContentError`` if it cannot be
    written. A try that was interrupted before is finished.
    """
    plain = (c for c in folder.resolve().name if c.isprintable() and c not in '"\\')
    name = "".join(plain)[:40].strip() or "我的报纸"
    files = {
        config.FILE_NAME: NEWSPAPER_TOML.format(name=name),
        ".gitignore": GITIGNORE,
        "content/issues/.gitkeep": "",
        "templates/.gitkeep": "",
        "output/.gitignore": "*\n!.gitignore\n",
    }
    is_finished = any(True for _ in journal.recover(folder))
    if not is_finished and folder.exists() and (not folder.is_dir() or _holds_something(folder)):
        raise ConfigError(Problem("这个文件夹里已经有东西", "换一个名字，或先清空它", str(folder)))
    draft = Draft(folder)
    for path, text in files.items():
        draft.write(path, text.encode())
    history.commit(draft, "new", f"新建 {name}")
    return [folder / path for path in files]


def _holds_something(folder: Path) -> bool:
    return any(path.name != journal.FOLDER for path in folder.iterdir())
