"""Which lines of a raw issue are headlines: by their form, and by what stands below them."""

import re

from generator.intake import bylines, furniture, mend
from generator.intake.manuscript import Block

HEADLINE_LENGTH = 40
LONGEST_IN_LINES = 90
"""How long a headline may be that the source itself sets in several lines."""
LONGEST_AT_MARGIN = 60
"""How long one may be that stands at the margin in a text whose paragraphs are indented."""
BYLINE_LENGTH = 40
GROUP_LENGTH = 5
KICKER_LENGTH = 24
RUNNING_LENGTH = 30
"""From this length a block with a full stop is a story's paragraph."""

# A sentence that tells when: 3月18日清晨，…… opens a caption or a story, never a headline.
TELLS_WHEN = re.compile(r"[\d０-９]{1,2}月[\d０-９]{1,2}日[\u4e00-\u9fff]{0,4}[,，]")
NOTE = re.compile(r"(?:编者按|编者的话|开栏的话|编后|编后语|写在前面|卷首语)(?=$|[:：\s])")
CONTINUED = re.compile(r"[(（]\s*(?:紧接|上接)[^()（）]{1,14}[)）]")
COLUMN = re.compile(r"[\u4e00-\u9fff”’！!？?\d] ?[(（][\u4e00-\u9fff·“”①-⑳\d，, ]{2,18}[)）]")
"""A headline with the name of its column behind it: 码头上的灯（今日谈）."""

# A story, not a part of one, opens with a day.
OPENS_NEWS = re.compile(
    r"(?:[\d０-９]{1,2}月)?[\d０-９]{1,2}日[\u4e00-\u9fff]{0,4}[,，]|(?:近日|日前|昨[日天]|今[日天]|连日来)[\u4e00-\u9fff]{0,2}[,，]"
)
SHORTEST_HEADING = 5
GOES_ON = frozenset("月年于在至到和与及的由从自截是为")
FEWEST_LONG = 5
SHARE_OF_CUTS = 0.03

PICTURE_FOLLOWS = "后面是图片说明"
NEWS_FOLLOWS = "下面另起一件事"
WITH_COLUMN = "末尾带栏目名"
WITH_DASH = "引题以破折号引出标题"


class Headlines:
    """Which blocks are headlines, as the blocks below say: worked out from the last to the first, each once."""

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self.blocks = blocks
        self.furniture = _furniture(blocks)
        self.is_cut = _is_cut(blocks, self.furniture)
        self._groups: list[tuple[int, str]] = [(0, "")] * len(blocks)
        self._opens: list[str] = [""] * (len(blocks) + 3)
        for at in reversed(range(len(blocks))):
            self._opens[at] = self._opening(at)
            self._groups[at] = self._group(at)

    def group(self, at: int) -> tuple[int, str]:
        """The end (exclusive) of the group of headlines that starts here, and why; ``at`` itself for none."""
        return self._groups[at]

    def bare(self, at: int) -> int:
        """The end of the lines here that have a headline's form and stand above running text; ``at`` for none.

        Such lines may as well be headings inside a story: they are headlines only where the story above is over.
        """
        end = at
        while end < min(len(self.blocks), at + 3) and self._may_be_headline(end, below=end > at):
            end += 1
        if not is_balanced("".join(block.text for block in self.blocks[at:end])):
            return at
        is_above_text = end < len(self.blocks) and not self.furniture[end] and _is_paragraph(self.blocks[end].text)
        return end if is_above_text else at

    def stands_out(self, at: int) -> str:
        """Why a short line behind a finished paragraph is a headline, and not a heading inside the story."""
        if self.blocks[at].outdented:
            return "顶格的短行"
        below = at + 1
        if self.is_cut or below >= len(self.blocks) or self.furniture[below]:
            return ""
        if self.is_heading(at) and self.is_heading(below):
            return "两行短行"
        is_news = OPENS_NEWS.match(self.blocks[below].text) or self._captions(below)
        return NEWS_FOLLOWS if is_news else ""

    def is_heading(self, at: int) -> bool:
        """Whether a short line between finished paragraphs can only be a heading, and not half a paragraph.

        So it is in a source where no column cuts a paragraph in two, and above a paragraph that opens with a day.
        """
        block, below = self.blocks[at], at + 1
        if not can_be_headline(block) or mend.is_complete(block.text) or not is_balanced(block.text):
            return False
        if not self.is_cut:
            return True
        opens = below < len(self.blocks) and bool(OPENS_NEWS.match(self.blocks[below].text))
        return opens and len(block.text) >= SHORTEST_HEADING and block.text[-1] not in GOES_ON

    def _group(self, at: int) -> tuple[int, str]:
        end, strong = at, ""
        while end < len(self.blocks) and end - at < GROUP_LENGTH and not self.furniture[end]:
            block = self.blocks[end]
            if block.marked and not is_running(block.text):
                strong = strong or "有标题记号"
            elif not self._may_be_headline(end, below=end > at):
                break
            elif len(block.lines) > 1:
                strong = strong or "分两行排的标题"
            elif NOTE.fullmatch(block.text):
                strong = strong or "编者按一类的栏题"
            elif _has_column(block.text):
                strong = strong or WITH_COLUMN
            elif self._leads_on(end):
                strong = strong or WITH_DASH
            end += 1
        if end == at:
            return at, ""
        if self._opens[end]:
            return end, strong or self._opens[end]
        if not strong:
            return at, ""
        # Only as far as the last block that is surely a headline, its subtitle included.
        while end > at and not self.is_sure(end - 1):
            end -= 1
        return end, strong

    def _may_be_headline(self, at: int, *, below: bool) -> bool:
        block = self.blocks[at]
        if self.furniture[at] or self._is_signature(at, below=below) or self._captions(at):
            return False
        return can_be_headline(block) or (is_kicker(block) and self._groups_below(at))

    def _groups_below(self, at: int) -> bool:
        below = at + 1
        return below < len(self.blocks) and self._groups[below][0] > below

    def _is_signature(self, at: int, *, below: bool) -> bool:
        text = self.blocks[at].text
        return bylines.is_credit(text) or is_byline(text, below_headline=below)

    def is_sure(self, at: int) -> bool:
        """Whether the block's own form makes it a headline: a ``##``, two lines, a dash, the name of a column."""
        block = self.blocks[at]
        if block.marked and not is_running(block.text):
            return True
        has_form = len(block.lines) > 1 or is_subtitle(block.text) or _has_column(block.text)
        return has_form or bool(NOTE.fullmatch(block.text)) or self._leads_on(at - 1)

    def _leads_on(self, at: int) -> bool:
        """Whether a short line ends in the dash that leads on to a headline right below it."""
        if not 0 <= at < len(self.blocks) - 1:
            return False
        text, below = self.blocks[at].text, self.blocks[at + 1]
        is_kicker = text.endswith("——") and len(text) <= KICKER_LENGTH and not re.search("[。，,；;]", text)
        return is_kicker and not self.furniture[at + 1] and can_be_headline(below)

    def _opening(self, at: int) -> str:
        """Why the block at ``at`` is the first of a story below its headline; ``""`` where nothing says so."""
        if self.furniture[at]:
            return ""
        text = self.blocks[at].text
        if bylines.lede(text):
            return "后面是“本报讯”或电头"
        if CONTINUED.match(text):
            return "后面从另一版接来"
        if is_byline(text, below_headline=True):
            return "后面是作者署名"
        captions = self._captions(at)
        if not captions:
            return ""
        after = at + captions
        is_end = after >= len(self.blocks) or bool(self.furniture[after])
        return PICTURE_FOLLOWS if is_end or self._opens[after] or self._groups[after][0] > after else ""

    def _captions(self, at: int) -> int:
        """How many blocks the caption that stands here takes with its credit; 0 for no caption."""
        text = self.blocks[at].text
        if bylines.is_credit(text) or bylines.lede(text):
            return 0
        if bylines.glued_credit(text):
            return 1
        for credit in (at + 1, at + 2):
            if credit < len(self.blocks) and bylines.is_credit(self.blocks[credit].text):
                return credit + 1 - at
            if credit < len(self.blocks) and not bylines.is_role(self.blocks[credit].text):
                break
        return 0


def _furniture(blocks: tuple[Block, ...]) -> list[str]:
    """Why each block is furniture: all of its lines are, or it names a section beside a page's number."""
    reasons = [_own_reason(block) for block in blocks]
    for at, block in enumerate(blocks):
        beside = {reasons[near] for near in (at - 1, at + 1) if 0 <= near < len(blocks)} & furniture.PAGE_NUMBERS
        if not reasons[at] and not block.marked and beside and furniture.is_section(block.text):
            reasons[at] = "栏名"
    return reasons


def _is_cut(blocks: tuple[Block, ...], furniture_reasons: list[str]) -> bool:
    """Whether columns cut paragraphs in this source: some long blocks lack their end. Too short a one may as well."""
    long = [
        block
        for block, reason in zip(blocks[:-1], furniture_reasons[:-1], strict=True)
        if len(block.text) >= RUNNING_LENGTH and not reason and not bylines.glued_credit(block.text)
    ]
    unfinished = sum(not mend.is_complete(block.text) for block in long)
    return len(long) < FEWEST_LONG or unfinished > SHARE_OF_CUTS * len(long)


def _own_reason(block: Block) -> str:
    reasons = [furniture.reason(line) for line in block.lines]
    return reasons[0] if all(reasons) and not block.marked else ""


def is_byline(text: str, *, below_headline: bool) -> bool:
    """Whether a line is nothing but a byline."""
    return len(text) <= BYLINE_LENGTH and bylines.own_line(text, below_headline=below_headline) is not None


def is_running(text: str) -> bool:
    """Whether a block is running text in spite of a headline's mark: long, or a whole sentence."""
    return len(text) > 2 * HEADLINE_LENGTH or text.endswith("。") or bylines.lede(text) is not None


def is_subtitle(text: str) -> bool:
    """Whether a headline's line begins with the dash that marks a subtitle (副题)."""
    return text.startswith(("——", "—", "--"))


def is_kicker(block: Block) -> bool:
    """Whether a short line ends in the colon that leads on to the headline below it (引题)."""
    text = block.text
    return len(block.lines) == 1 and len(text) <= KICKER_LENGTH and text[-1] in "：:" and not re.search("[。，,]", text)


def can_be_headline(block: Block) -> bool:
    """Whether a block has a headline's form: short, no full stop, not broken off at a comma."""
    text = block.text
    longest = max(len(line) for line in block.lines)
    return (
        longest <= (LONGEST_AT_MARGIN if block.outdented else HEADLINE_LENGTH)
        and len(text) <= LONGEST_IN_LINES
        and len(block.lines) <= 3
        and text[-1] not in "。，,、；;：:"
        and "。" not in text
        and text[0] not in "，,。、；;：:）)”》」』％%"
        and bylines.DATELINE.match(text) is None
        and not CONTINUED.match(text)
        and not TELLS_WHEN.match(text)
        and not _closes_more_than_it_opens(text)
        and not mend.is_subhead(text)
        and not mend.is_bracketed(text)
    )


def is_balanced(text: str) -> bool:
    """Whether every quotation that a text opens is closed: a headline's is, a broken paragraph's need not be."""
    return all(text.count(left) == text.count(right) for left, right in ("“”", "《》", "‘’"))


def _has_column(text: str) -> bool:
    found = COLUMN.search(text, max(3, len(text) - 22))
    return found is not None and found.end() == len(text)


def _is_paragraph(text: str) -> bool:
    return len(text) >= RUNNING_LENGTH or mend.is_complete(text)


def _closes_more_than_it_opens(text: str) -> bool:
    """Whether a text is the end of something that began above it: 满) after (叶小."""
    return any(text.count(right) > text.count(left) for left, right in ("()", "（）", "“”", "《》", "【】"))
