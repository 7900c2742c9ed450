"""The paper's own pages, such as 订报 or 联系我们, each at an address like ``/subscribe/``."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from generator.pages import urls
from generator.pages.edition import Edition
from generator.pages.extra_card import ExtraCard, extra_card
from generator.pages.page import Page


@dataclass(frozen=True, slots=True)
class OwnPageCard:
    """A page of the paper's own."""

    title: Annotated[str, "标题"]
    summary: Annotated[str, "摘要，可能是空的"]
    body: Annotated[str, "正文，Markdown，用过滤器 `markdown` 排出来"]
    extra: Annotated[ExtraCard, "信息区里 `extra:` 的值"]


def pages(edition: Edition) -> Iterator[Page]:
    """Each page that lies in ``content/pages``."""
    for page in edition.catalogue.pages:
        card = OwnPageCard(page.title, page.summary, page.body, extra_card(page.extra))
        yield edition.page(urls.own_page(page.address), "page.html", "page", page=card)
