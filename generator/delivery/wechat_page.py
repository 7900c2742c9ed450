"""The page from which an article is copied into the editor of WeChat official accounts; it is opened from the disk."""

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from generator.delivery.wechat_limits import Limit, counted
from generator.outlets.wechat_text import TITLE, Post

_WHOLE = Markup("""\
<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<style>
body {{ max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.6 sans-serif; color: #1d1b18; }}
h1 {{ font-size: 1.3rem; }} h2 {{ margin-top: 2rem; font-size: 1.05rem; }}
.field {{ display: flex; gap: .6rem; align-items: baseline; margin: .5rem 0; }}
.field b {{ flex: 0 0 5em; }} .field span {{ flex: 1; overflow-wrap: anywhere; }} .field small {{ color: #645c52; }}
.told {{ padding: .6rem 1rem; border-left: 4px solid #ad1f17; background: #f6f1e6; }}
#text {{ padding: 1rem; border: 1px solid #ddd6c8; }} img {{ max-width: 12rem; max-height: 9rem; }}
figure {{ display: inline-block; margin: 0 1rem 1rem 0; }}
</style>
</head>
<body>
<h1>{title}</h1>
{inside}
<script>
document.querySelectorAll("button").forEach(function (button) {{
  var source = document.getElementById(button.dataset.copies);
  button.addEventListener("click", function () {{
    var range = document.createRange(), selection = getSelection();
    range.selectNodeContents(source);
    selection.removeAllRanges();
    selection.addRange(range);
    // Left to itself, a browser adds dozens of styles of its own to each paragraph and drops the section around them.
    document.addEventListener("copy", function (event) {{
      event.preventDefault();
      event.clipboardData.setData("text/plain", source.innerText);
      if (source.id === "text") event.clipboardData.setData("text/html", source.innerHTML);
    }}, {{ once: true }});
    button.textContent = document.execCommand("copy") ? "复制好了" : "请按 Ctrl+C";
  }});
}});
</script>
</body>
</html>
""")


def article(post: Post, known: Mapping[str, Limit], told: Iterable[str], files: Sequence[str]) -> str:
    """The page of an article; ``told`` is what does not fit, ``files`` are the names of its pictures."""
    rows = enumerate(post.fields.items())
    fields = Markup("\n").join(_field(at, name, text, known[name]) for at, (name, text) in rows)
    pictures = Markup("\n").join(
        Markup('<figure><img src="{}" alt=""><figcaption>图 {}：{}</figcaption></figure>').format(name, at, name)
        for at, name in enumerate(files, 1)
    )
    parts = (
        _told(told),
        fields,
        Markup("<h2>图片：照次序上传到【图 1】【图 2】……的地方</h2>\n") + pictures if files else Markup(),
        Markup('<h2>正文 <button data-copies="text">复制正文</button></h2>'),
        Markup('<div id="text">{}</div>').format(Markup(post.text)),  # noqa: S704 - made by us, of cleaned HTML
    )
    return str(_WHOLE.format(title=post.fields[TITLE] or post.id, inside=Markup("\n").join(filter(None, parts))))


def issue(name: str, posts: Iterable[tuple[Post, Sequence[str]]]) -> str:
    """The list of an issue's articles, each with what does not fit."""
    rows = Markup("\n").join(
        Markup('<li><a href="../{0}/index.html">{1}</a>{2}</li>').format(
            post.id, post.fields[TITLE] or post.id, _told(told)
        )
        for post, told in posts
    )
    return str(_WHOLE.format(title=name, inside=Markup("<ol>{}</ol>").format(rows)))


def _field(at: int, name: str, text: str, limit: Limit) -> Markup:
    most = next((part for part in (limit.editor, limit.interface) if part.isdigit()), "")
    return Markup(
        '<div class="field"><b>{0}</b><span id="field-{1}">{2}</span><small>{3} / {4} {5}</small>'
        '<button data-copies="field-{1}">复制</button></div>'
    ).format(name, at, text, counted(text, limit), most, limit.unit)


def _told(told: Iterable[str]) -> Markup:
    lines = Markup("<br>").join(told)
    return Markup('<p class="told">{}</p>').format(lines) if lines else Markup()
