"""What tells that two articles are one story: their names, and what else their headlines say."""

import pytest

from generator.kinds import TagKind
from generator.pages import one_thing
from generator.tagging import themes


@pytest.mark.parametrize(
    ("name", "kind", "title", "is_one"),
    [
        ("杨家渡大桥", TagKind.PLACE, "杨家渡大桥通车", True),
        ("石桥镇", TagKind.PLACE, "石桥镇早市开张", False),
        ("桃花岭村", TagKind.SUBJECT, "桃花岭村打井", False),
        ("云湖湿地公园", TagKind.PLACE, "云湖湿地公园观鸟", False),
        ("江芯半导体有限公司", TagKind.BODY, "江芯半导体有限公司投产", True),
        ("区教育局", TagKind.BODY, "区教育局发布通知", False),
        ("石桥派出所", TagKind.BODY, "石桥派出所夜巡", False),
        ("护薪行动", TagKind.SUBJECT, "护薪行动讨回工资", True),
        ("鲸歌", TagKind.SUBJECT, "台风“鲸歌”将至", False),
        ("雨雪冰冻", TagKind.SUBJECT, "雨雪冰冻中送棉被", False),
        ("青川工业园", TagKind.PLACE, "青川工业园招工", False),
        ("寒潮", TagKind.SUBJECT, "寒潮今夜到", False),
        ("招聘会", TagKind.SUBJECT, "招聘会开到桥头", False),
        ("翟大勇", TagKind.PERSON, "翟大勇回来上班", True),
    ],
)
def test_names_of_one_story(name: str, kind: TagKind, title: str, is_one: bool) -> None:  # noqa: FBT001 - a case
    """A bridge, a company, a programme or a plain person is mostly of one story; a town, an office, a storm is not."""
    assert one_thing.is_one_thing(name, kind, title, holds_post=False) is is_one


def test_who_holds_a_post_is_of_many_stories() -> None:
    """A leader in two headlines does not make them one story."""
    assert not one_thing.is_one_thing("何映秋", TagKind.PERSON, "何映秋调研", holds_post=True)


def test_what_a_headline_tells() -> None:
    """Common words, and names that are passed over, in whole or in part, tell nothing."""
    assert one_thing.told("石桥镇召开会议", ("石桥镇",)).pairs == frozenset()
    assert one_thing.told("石桥早市", ("石桥镇",)).pairs == {"早市"}
    assert one_thing.told("终点放进湿地公园", ("云湖湿地公园",)).pairs.isdisjoint(("湿地", "地公", "公园"))
    assert one_thing.told("盗窃电缆案开庭", ()) == one_thing.Told(
        frozenset(("盗窃", "窃电", "电缆", "缆案")), ("盗窃电缆案",)
    )


def test_the_list_of_subjects_is_that_of_the_themes() -> None:
    """It was made anew after the last change to the list of themes: ``python -m tools.common_words``."""
    assert {heading for heading in themes.all_headings() if len(heading) > 1} == one_thing.subjects()
