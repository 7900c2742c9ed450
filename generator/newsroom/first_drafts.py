"""Where a paper declares steps of 三审三校, what comes in is a draft until it is released."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from generator import config
from generator.model import Article, Issue
from generator.review_table import ReviewTable

Propose = Callable[[Article], Article]
"""Adds topics and tags to an article."""


def rules(root: Path) -> ReviewTable:
    """What the paper declares; nothing where its folder has no settings. Raises ``ConfigError`` for broken ones."""
    return config.load(root).review if (root / config.FILE_NAME).is_file() else ReviewTable()


def proposing(propose: Propose, rules: ReviewTable, issue: str) -> Propose:
    """``propose`` for the articles of an issue, given by its id; they become drafts too if they must be signed."""
    return (lambda article: replace(propose(article), draft=True)) if rules.applies(issue) else propose


def as_standing(fresh: Issue, standing: Issue) -> Issue:
    """An issue that is imported again, in which articles that are there already are drafts only if they are so now."""
    drafts = {article.id: article.draft for article in standing.articles}
    articles = (replace(article, draft=drafts.get(article.id, article.draft)) for article in fresh.articles)
    return replace(fresh, articles=tuple(articles))
