"""Finds candidates in quotation marks and book title marks: projects, slogans, laws, books."""

import re
from collections import Counter
from collections.abc import Iterator

from generator.kinds import TagKind
from generator.tagging.candidate import HEADLINE, LEAD, SLIGHT, TEXT, Candidate
from generator.tagging.dictionary import endings, vocabulary
from generator.tagging.tagged_copy import TagText

_QUOTED = re.compile(r"“([\u4e00-\u9fffA-Za-z0-9+·]{2,14})”([\u4e00-\u9fff]{0,6})")
_WORK = re.compile(r"《([^《》\n]{2,40})》")
_COUNTED = re.compile(r"(?:[一二三四五六七八九十百千两双]+|\d+)(?:个|大|项)?[\u4e00-\u9fff]{1,3}|[0-9A-Za-z+]{3,}")
_SPOKEN = re.compile(r"[我你您他她咱俺的了吗吧呢啊呀嘛就都也很太不没别让把被给又还啥哪谁怎么]")
_PAPER = re.compile(r"(?:日报|晚报|时报|周刊|杂志|求是|学报)$")
_PREFIX = re.compile(r"^中华人民共和国(?!和)|[（(][^（）()]*[）)]$")
_LONGEST_WORK = 18


def projects(copy: TagText) -> Iterator[Candidate]:
    """Candidates for words in quotation marks that name something: “三十工程”, “345”创新行动."""
    ends = endings("projects.txt")
    counts: Counter[str] = Counter()
    named: set[str] = set()
    for found in _QUOTED.finditer(copy.text):
        word, behind = found[1], found[2]
        end = next((end for end in ends if behind.startswith(end)), "")
        if re.fullmatch(r"\d+后", word):
            continue  # an age group, such as “00后”
        if word.isdigit() or (re.fullmatch(r"[0-9A-Za-z]{1,3}", word) and end):
            if not end:
                continue
            word += end
        counts[word] += 1
        if end or word.endswith(ends) or _COUNTED.fullmatch(word):
            named.add(word)
    for word, count in counts.items():
        in_head = f"“{word}”" in copy.head
        spoken = bool(_SPOKEN.search(word)) or (
            len(word) > 7 and copy.dictionary.kind(copy.dictionary.words(word)[0]) == "v"
        )
        if word in vocabulary("stop_tags.txt") or (len(word) < 3 and not (in_head and count > 2)):
            continue
        if spoken and not (in_head and word in named):
            continue
        plain = copy.text.count(word) == 1 and word not in named and not _is_name(word, copy)
        if in_head and plain:
            continue  # a figure of speech, as in 从“找米下锅”到“送货上门”
        elif in_head:
            yield Candidate(word, TagKind.SUBJECT, HEADLINE, "标题里的引号")
        elif word in named and (count > 1 or f"“{word}”" in copy.lead):
            yield Candidate(word, TagKind.SUBJECT, LEAD + 1.5, "反复引用的提法" if count > 1 else "导语里的提法")
        elif word in named:
            weight = LEAD + 0.5 if word.endswith("工程") else TEXT
            yield Candidate(word, TagKind.SUBJECT, weight, "文中的提法")
        elif count > 1 and len(word) > 2:
            yield Candidate(word, TagKind.SUBJECT, LEAD, "反复引用的说法")


def _is_name(word: str, copy: TagText) -> bool:
    """Whether a word ends with a noun, as names of things do: 乡土种子库, not 送货上门."""
    last = copy.dictionary.words(word)[-1]
    return last != word and copy.dictionary.kind(last) in ("n", "nz", "nt", "k")


def works(copy: TagText) -> Iterator[Candidate]:
    """Candidates for laws, documents and books: 《生态环境法典》."""
    counts = Counter(_WORK.findall(copy.text))
    for title, count in counts.items():
        name = _PREFIX.sub("", title.strip())
        if _PAPER.search(name) or len(name) < 3 or name in vocabulary("stop_tags.txt"):
            continue
        bare = name.strip("“”")
        if len(bare) <= _LONGEST_WORK + 2 and (f"《{title}》" in copy.head or bare in copy.head):
            yield Candidate(bare, TagKind.SUBJECT, HEADLINE, "标题里的书名号")
        elif len(bare) <= _LONGEST_WORK and (count > 1 or f"《{title}》" in copy.lead or len(counts) == 1):
            yield Candidate(bare, TagKind.SUBJECT, LEAD + min(count, 3) / 3, "文中的法规、文件或书名")
        elif len(bare) <= _LONGEST_WORK and len(counts) <= 4:
            yield Candidate(bare, TagKind.SUBJECT, SLIGHT, "文中的法规、文件或书名")
