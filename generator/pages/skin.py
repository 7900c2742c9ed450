"""A paper's own colours as CSS rules, which are added at the end of banmian's style sheet."""

from generator.colours import READABLE, contrast, mix
from generator.settings import Colours

# Shares of ink in mixed colours: soft text gets the smallest that is still readable, rules and washes far less.
_SOFT, _DARKEST = 64, 100
_RULE, _WASH, _MARK = 0.16, 0.045, 0.22


def css(colours: Colours) -> str:
    """Rules that redefine the colours of ``style.css`` by day and by night; ``""`` where a paper keeps ours."""
    if colours == Colours():
        return ""
    day = _tokens(colours.paper, colours.ink, colours.red)
    night = _tokens(colours.night_paper, colours.night_ink, colours.night_red)
    return (
        f"\n@media screen {{ :root {{{day}}} :root[data-theme=dark] {{{night}}} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root:not([data-theme]) {{{night}}} }}\n"
    )


def _tokens(paper: str, ink: str, red: str) -> str:
    shares = (mix(ink, paper, percent / 100) for percent in range(_SOFT, _DARKEST))
    soft = next((shade for shade in shares if contrast(shade, paper) >= READABLE), ink)
    tokens = {
        "paper": paper,
        "ink": ink,
        "soft": soft,
        "rule": mix(ink, paper, _RULE),
        "red": red,
        "wash": mix(ink, paper, _WASH),
        "mark": mix(red, paper, _MARK),
    }
    return " ".join(f"--{name}: {value};" for name, value in tokens.items())
