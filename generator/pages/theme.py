"""Templates: found in the site's own folder first, then in banmian's; rendered as pure functions.

A site changes one block of a page with ``{% extends "builtin/article.html" %}``. The only things a template
sees besides its page's context are the filters and the one global listed in ``Theme``.
"""

import hashlib
import json
import traceback
from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import meta
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from generator.content import body
from generator.errors import Problem, TemplateProblem
from generator.pages import typography, urls
from generator.pages.kinds import Page
from generator.pages.phrases import Cut, phrases

BUILTIN = "builtin"
STATIC_FOLDER = "static"

# What an expression in a template can raise; RecursionError where templates include each other.
_MISTAKES = (jinja2.TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)


def builtin_folder() -> Path:
    """Where banmian's own templates lie: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent / "templates"


class Theme:
    """The templates and static files of one site, read once.

    ``folders`` come in order of precedence; ``cut`` gives the words of headlines. Raises ``TemplateProblem`` for a
    file it cannot read.
    """

    def __init__(self, site_folder: Path, base: str, shown_from: Path, cut: Cut) -> None:
        builtin = builtin_folder()
        self.folders = [folder for folder in dict.fromkeys((site_folder, builtin)) if folder.is_dir()]
        self._shown_from = shown_from
        self._base = base
        self._closures: dict[str, str] = {}
        self._known: dict[str, tuple[str, tuple[str, ...]]] = {}  # name → source and the templates it names
        builtin_loader = jinja2.PrefixLoader({BUILTIN: jinja2.FileSystemLoader(builtin)})
        self._loader = jinja2.ChoiceLoader([builtin_loader, jinja2.FileSystemLoader(self.folders)])
        self._environment = SandboxedEnvironment(
            loader=self._loader,
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.filters |= {
            "markdown": lambda text: Markup(typography.in_html(body.to_html(text))),  # noqa: S704 - sanitized
            "wide": typography.full_width,
            "phrases": lambda text: Markup("<wbr>").join(phrases(typography.full_width(text), cut)),
        }
        self._environment.globals["asset"] = self._asset

    @cached_property
    def static_files(self) -> dict[str, bytes]:
        """Static files by their path below ``output/``; one folder named after what they hold.

        A browser may keep that folder for ever: any change gives it another name.
        """
        found: dict[str, bytes] = {}
        for folder in reversed(self.folders):
            static = folder / STATIC_FOLDER
            for path in sorted(static.rglob("*")):
                if path.is_file() and not path.name.startswith("."):
                    found[path.relative_to(static).as_posix()] = path.read_bytes()
        digest = hashlib.blake2b(digest_size=6)
        for name, data in sorted(found.items()):
            digest.update(f"{name}\0{len(data)}\0".encode() + data)
        return {f"{urls.STATIC}{digest.hexdigest()}/{name}": data for name, data in found.items()}

    @cached_property
    def _asset_links(self) -> dict[str, str]:
        return {path.split("/", 2)[2]: urls.link(path, self._base) for path in self.static_files}

    def _asset(self, name: str) -> str:
        try:
            return self._asset_links[name]
        except KeyError:
            raise jinja2.TemplateRuntimeError(f"static 文件夹里没有 {name}") from None

    def digest(self, page: Page) -> str:
        """What a page's bytes follow from, as one hash: templates, static names, context."""
        context = json.dumps(page.context, default=_plain, sort_keys=True, ensure_ascii=False)
        seed = f"{self._closure(page.template)}\0{context}"
        return hashlib.blake2b(seed.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    def _closure(self, template: str) -> str:
        """The digest of a template and all that it extends, includes or imports."""
        if template not in self._closures:
            digest = hashlib.blake2b(digest_size=16)
            for name, source in sorted(self._reachable(template).items()):
                digest.update(f"{name}\0{source}\0".encode())
            digest.update("\0".join(sorted(self._asset_links.values())).encode())
            self._closures[template] = digest.hexdigest()
        return self._closures[template]

    def _reachable(self, template: str) -> dict[str, str]:
        found: dict[str, str] = {}
        waiting = [(template, "")]
        while waiting:
            name, named_by = waiting.pop()
            if name in found:
                continue
            if name not in self._known:
                source = self._source(name, named_by, found.get(named_by, ""))
                self._known[name] = source, tuple(self._references(name, source))
            found[name], references = self._known[name]
            waiting += ((reference, name) for reference in references)
        return found

    def _source(self, name: str, named_by: str, naming: str) -> str:
        try:
            return self._loader.get_source(self._environment, name)[0]
        except jinja2.TemplateNotFound:
            raise self._missing_problem(name, named_by, naming) from None
        except UnicodeDecodeError:
            problem = Problem(f"模板 {name} 不是 UTF-8", "另存为 UTF-8", self._file_of(name))
            raise TemplateProblem(problem) from None

    def _missing_problem(self, name: str, named_by: str, source: str) -> TemplateProblem:
        line = next((number for number, text in enumerate(source.split("\n"), 1) if name in text), None)
        place = self._file_of(named_by) if named_by else "templates"
        return TemplateProblem(Problem(f"没有模板 {name}", "检查模板文件名，或恢复 templates/ 里的文件", place, line))

    def _references(self, name: str, source: str) -> Iterator[str]:
        try:
            tree = self._environment.parse(source, name)
        except jinja2.TemplateSyntaxError as error:
            raise self._syntax_problem(error, name) from None
        for reference in meta.find_referenced_templates(tree):
            if reference is None:  # a computed name: anything may be meant
                yield from self._environment.list_templates(filter_func=lambda n: n.endswith(".html"))
            else:
                yield reference

    def render(self, page: Page) -> bytes:
        """The bytes of a page. Raises ``TemplateProblem`` with template and line."""
        try:
            return self._environment.get_template(page.template).render(page.context).encode()
        except jinja2.TemplateSyntaxError as error:
            raise self._syntax_problem(error, page.template) from None
        except _MISTAKES as error:
            raise self._render_problem(error, page) from None

    def _syntax_problem(self, error: jinja2.TemplateSyntaxError, name: str) -> TemplateProblem:
        source = self._shown(error.filename) if error.filename else self._file_of(error.name or name)
        return TemplateProblem(
            Problem(f"模板写法有误：{error.message}", "检查 {% %} 和 {{ }} 是否成对", source, error.lineno)
        )

    def _render_problem(self, error: Exception, page: Page) -> TemplateProblem:
        frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(".html")]
        where = (
            (self._shown(frames[-1].filename), frames[-1].lineno) if frames else (self._file_of(page.template), None)
        )
        hint = f"可用的变量：{'、'.join(page.context)}" if isinstance(error, jinja2.UndefinedError) else "改正这一行"
        message = f"做 {page.path} 时模板出错：{error}"
        return TemplateProblem(Problem(message, hint, *where))

    def _file_of(self, name: str) -> str:
        bare = name.removeprefix(f"{BUILTIN}/")
        found = next((folder / bare for folder in self.folders if (folder / bare).is_file()), None)
        return self._shown(str(found)) if found else f"templates/{bare}"

    def _shown(self, filename: str) -> str:
        path = Path(filename)
        return str(path.relative_to(self._shown_from)) if path.is_relative_to(self._shown_from) else filename


def _plain(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"a page's context cannot hold {type(value).__name__}")
