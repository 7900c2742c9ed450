"""The words that say what a person did for an article: the roles, and the forms in which papers print them."""

from generator.kinds import Role

_PRINTED = {
    Role.REPORTER: (
        *("本报记者", "本刊记者", "本网记者", "特派记者", "本报特派记者", "特约记者", "本报特约记者", "驻站记者"),
        *(
            "首席记者",
            "本报首席记者",
            "实习记者",
            "本报实习记者",
            "见习记者",
            "本报见习记者",
            "全媒体记者",
            "融媒体记者",
        ),
        *("本报全媒体记者", "本报融媒体记者"),
    ),
    Role.CORRESPONDENT: ("本报通讯员", "特约通讯员", "本报特约通讯员"),
    Role.AUTHOR: ("撰稿", "特约撰稿", "撰稿人", "特约撰稿人"),
    Role.PHOTOGRAPHER: ("摄", "摄影记者", "本报摄影记者", "摄影报道"),
}

ROLES = {word: role for role, words in _PRINTED.items() for word in (role.value, *words)}
"""The role that each word means."""


def role(value: object) -> Role:
    """The role that an editor wrote, as banmian calls it or as it was printed. Raises ``ValueError``."""
    found = ROLES.get(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise ValueError(f"没有 {value!r} 这种身份，写 {'、'.join(Role)}，或印出来的写法，如 本报记者、特约通讯员")
    return found
