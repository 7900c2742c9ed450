"""Compiles and renders templates. Their texts are read elsewhere (``theme_files``); rendering has no side effects.

A site can change single blocks of a page with ``{% extends "builtin/article.html" %}``. Besides its page's context, a
template sees only the filters and globals of the environment that ``Theme`` sets up.
"""

import hashlib
import traceback
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import lru_cache

import jinja2
from jinja2 import meta, nodes
from markupsafe import Markup

from generator.errors import Problem, TemplateProblem
from generator.kinds import Kind
from generator.pages import (
    bounds,
    citation,
    qr,
    security_policy,
    setting,
    structured_data,
    template_words,
    typography,
    urls,
)
from generator.pages.page import Page
from generator.pages.phrases import Cut, phrases
from generator.pages.sandbox import Sandbox
from generator.pages.theme_files import BUILTIN, ThemeFiles

# The errors that an expression in a template can raise; RecursionError where templates include each other.
_MISTAKES = (
    *(jinja2.TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError),
    MemoryError,
)
MOST_CHARACTERS = 200_000
"""The longest template; compiling a longer one would take many seconds."""
# Python's own compiler raises one of these for code that is nested too deep.
_TOO_DEEP = (RecursionError, MemoryError, SyntaxError)


class Theme:
    """The templates of one site, ready to render.

    Links to static files start with ``base``; ``cut`` gives the words of headlines.
    """

    def __init__(self, files: ThemeFiles, base: str, cut: Cut) -> None:
        self._templates = files.templates
        self._links = {name: urls.link(path, base) for name, path in files.assets.items()}
        self._references: dict[str, tuple[str, ...]] = {}  # template → the templates it names
        self._closures: dict[str, str] = {}
        self._environment = Sandbox(
            is_ours=self._is_ours,
            loader=jinja2.FunctionLoader(self._load),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )

        def parted(text: str) -> Markup:
            return Markup("<wbr>").join(phrases(typography.full_width(text), cut))

        self._environment.filters |= {
            "markdown": _shown,
            "qr": qr.draw,
            "wide": typography.full_width,
            "unbroken": typography.unbroken,
            "phrases": parted,
            # The same headline is on its article's page and in several lists, so results are kept.
            "headline": lru_cache(maxsize=20_000)(lambda title: _headline(title, parted)),
            "fit": _fit,
            "structured": structured_data.article,
            "trail": structured_data.trail,
            "one_policy": security_policy.merged,
            "reference": citation.reference,
            "cited_authors": citation.cited_authors,
            "cited_title": citation.plain_title,
            "cited_page": citation.printed_page,
        }
        self._environment.globals |= {"asset": self._asset, "once": self._once}
        self._parts = lru_cache(maxsize=20_000)(self._part)

    def _load(self, name: str) -> tuple[str, str, None] | None:
        file = self._templates.get(name)
        return (file.text, file.shown, None) if file and file.text is not None else None

    def _is_ours(self, name: str) -> bool:
        file, ours = (self._templates.get(found) for found in (name, BUILTIN + name.removeprefix(BUILTIN)))
        return file is not None and ours is not None and file.text == ours.text

    def _asset(self, name: str) -> str:
        try:
            return self._links[name]
        except (KeyError, TypeError):
            raise jinja2.TemplateRuntimeError(f"static 文件夹里没有 {name}") from None

    def _once(self, name: str, **values: Hashable) -> Markup:
        """Renders a partial template that is the same on many pages, only once for the same ``values``."""
        return self._parts(name, tuple(sorted(values.items())))

    def _part(self, name: str, values: tuple[tuple[str, Hashable], ...]) -> Markup:
        return Markup(self._environment.get_template(name).render(dict(values)))  # noqa: S704 - escaped by the template

    @property
    def environment(self) -> Sandbox:
        """The Jinja environment of the templates, with all filters and globals that they may use."""
        return self._environment

    def closure(self, names: Iterable[str]) -> str:
        """One hash of templates, of all templates that they extend, include or import, and of links to static files.

        Raises ``TemplateProblem`` for one that is missing or cannot be read.
        """
        return _digest(*map(self._closure, names))

    def compile(self, names: Iterable[str]) -> None:
        """Compiles templates and all that they use, so that processes forked from this one need not compile them."""
        for name in set[str]().union(*map(self.reachable, names)):
            try:
                self._environment.get_template(name)
            except jinja2.TemplateSyntaxError as error:  # Jinja notices an unknown filter only when it compiles
                raise self._syntax_problem(error, name) from None
            except _TOO_DEEP:
                raise self._too_deep(name) from None

    def mistakes(self, names: Iterable[str]) -> tuple[Problem, ...]:
        """What is wrong with how these templates are written, each mistake by file and line."""
        found: dict[Problem, None] = {}
        for name in names:
            try:
                self.compile([name])
            except TemplateProblem as error:
                found |= dict.fromkeys(error.problems)
        return tuple(found)

    def is_own(self, name: str) -> bool:
        """Whether a template is the paper's own, or differs from banmian's."""
        return not self._is_ours(name)

    def _closure(self, template: str) -> str:
        if template not in self._closures:
            texts = (f"{name}\0{self._text(name)}" for name in sorted(self.reachable(template)))
            self._closures[template] = _digest(*texts, *sorted(self._links.values()))
        return self._closures[template]

    def reachable(self, template: str) -> set[str]:
        """A template, and all that it extends, includes or imports. Raises ``TemplateProblem`` as ``closure`` does."""
        found: set[str] = set()
        waiting = [(template, "")]
        while waiting:
            name, named_by = waiting.pop()
            if name in found:
                continue
            self._check(name, named_by)
            found.add(name)
            if name not in self._references:
                self._references[name] = tuple(self._named_in(name))
            waiting += ((reference, name) for reference in self._references[name])
        return found

    def _text(self, name: str) -> str:
        return self._templates[name].text or ""

    def _check(self, name: str, named_by: str) -> None:
        file = self._templates.get(name)
        if file is None:
            raise self._missing_problem(name, named_by)
        if file.text is None:
            raise TemplateProblem(Problem(f"模板 {name} 不是 UTF-8", "另存为 UTF-8", file.shown))
        if len(file.text) > MOST_CHARACTERS:
            hint = f"最多 {MOST_CHARACTERS} 个字，分成几个模板"
            raise TemplateProblem(Problem(f"模板 {name} 太长", hint, file.shown))

    def _missing_problem(self, name: str, named_by: str) -> TemplateProblem:
        source = self._text(named_by) if named_by else ""
        line = next((number for number, text in enumerate(source.split("\n"), 1) if name in text), None)
        place = self._file_of(named_by) if named_by else "templates"
        return TemplateProblem(Problem(f"没有模板 {name}", "检查模板文件名，或恢复 templates/ 里的文件", place, line))

    def _named_in(self, name: str) -> Iterator[str]:
        try:
            tree = self._environment.parse(self._text(name), name, self._file_of(name))
        except jinja2.TemplateSyntaxError as error:
            raise self._syntax_problem(error, name) from None
        except _TOO_DEEP:
            raise self._too_deep(name) from None
        for reference in meta.find_referenced_templates(tree):
            if reference is None:  # the name is computed, so it may be any template
                yield from (other for other in self._templates if other.endswith(".html"))
            else:
                yield reference
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "once":
                yield from (given.value for given in call.args[:1] if isinstance(given, nodes.Const))

    def render(self, page: Page) -> bytes:
        """The bytes of a page. Raises ``TemplateProblem`` with template and line."""
        bounds.begin()
        try:
            return self._environment.get_template(page.template).render(page.context).encode()
        except jinja2.TemplateSyntaxError as error:
            raise self._syntax_problem(error, page.template) from None
        except _MISTAKES as error:
            raise self._render_problem(error, page) from None

    def _syntax_problem(self, error: jinja2.TemplateSyntaxError, name: str) -> TemplateProblem:
        source = error.filename or self._file_of(error.name or name)
        return TemplateProblem(
            Problem(f"模板写法有误：{template_words.said(error)}", "检查 {% %} 和 {{ }} 是否成对", source, error.lineno)
        )

    def _too_deep(self, name: str) -> TemplateProblem:
        return TemplateProblem(Problem("模板套得太深", "分成几个模板，或去掉多余的括号", self._file_of(name)))

    def _render_problem(self, error: Exception, page: Page) -> TemplateProblem:
        shown = {file.shown for file in self._templates.values()}
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in shown]
        where = (frames[-1].filename, frames[-1].lineno) if frames else (self._file_of(page.template), None)
        hint = f"可用的变量：{'、'.join(page.context)}" if isinstance(error, jinja2.UndefinedError) else "改正这一行"
        message = f"做 {page.path} 时模板出错：{template_words.said(error)}"
        return TemplateProblem(Problem(message, hint, *where))

    def _file_of(self, name: str) -> str:
        file = self._templates.get(name)
        return file.shown if file else f"templates/{name.removeprefix(BUILTIN)}"


# An issue's texts stand on its pages and in its EPUB, which are made one after the other.
@lru_cache(maxsize=100)
def _shown(text: str, kind: str = Kind.NEWS, *, plain: bool = False) -> Markup:
    """Markdown as HTML, laid out as articles of its kind are."""
    return Markup(setting.shown(text, Kind(kind), plain=plain))  # noqa: S704 - sanitized


def _headline(title: str, parted: Callable[[str], Markup]) -> Markup:
    """A headline as HTML whose lines break between words only.

    A space in the title marks a line break of the printed headline. Each printed line becomes one inline block, so
    that a browser breaks there before it breaks anywhere else.
    """
    lines = title.split()
    if len(lines) < 2:
        return parted(title)
    return Markup(" ").join(Markup('<span class="line">{}</span>').format(parted(line)) for line in lines)


def _fit(title: str) -> str:
    """The CSS class for the size of a headline, chosen by the length of its longest printed line."""
    longest = max(map(len, title.split()))
    return "fit-s" if longest <= 9 else "fit-m" if longest <= 12 else "fit-l" if longest == 13 else "fit-x"


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
