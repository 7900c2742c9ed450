"""The command ``banmian search``: searches the built site and prints JSON, for scripts."""

import json
from dataclasses import asdict
from pathlib import Path

import click


@click.command()
@click.argument("words", metavar="词…", nargs=-1, required=True)
@click.option("--sort", type=click.Choice(["rank", "date"]), default="rank", show_default=True, help="排列。")
@click.option("--limit", type=click.IntRange(min=0), default=10, show_default=True, help="列出几篇。")
@click.option("--topic", help="只要这个栏目的，slug 或名称。")
@click.option("--kind", help="只要这种体裁的，如 公告。")
@click.option("--person", help="只要这位作者的。")
@click.option("--year", help="只要这一年的。")
@click.option("--issue", help="只要这一期的，如 2026-03-25。")
@click.option("--folio", help="只要这一版的，如 01。")
@click.pass_obj
def search(site: Path, /, words: tuple[str, ...], sort: str, limit: int, **filters: str | None) -> None:
    """在已生成的网站里搜索，结果与网页上的相同，以 JSON 输出。"""
    from generator.outlets.search import lookup

    query = " ".join(words)
    chosen = {name: value for name, value in filters.items() if value}
    answer = lookup.search_site(site, query, by_date=sort == "date", filters=chosen, limit=limit)
    results = [asdict(found) | {"kind": found.kind.word} for found in answer.results]
    told = {"query": query, "total": answer.total, "left_out": answer.left_out, "results": results}
    click.echo(json.dumps(told, ensure_ascii=False, indent=1))
