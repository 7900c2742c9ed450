"""The terms on which programs may use the paper, as a file of RSL 1.0 (https://rslstandard.org/rsl)."""

from xml.sax.saxutils import escape, quoteattr

from generator.outlets.xml_text import clean
from generator.settings import Settings


def text(settings: Settings) -> str:
    """The file: what is permitted and what is not, what is asked in return, whose the paper is, the terms in words."""
    terms, imprint = settings.robots, settings.imprint
    uses = (("permits", terms.permits), ("prohibits", terms.prohibits))
    lines = [f'<{name} type="usage">{" ".join(used)}</{name}>' for name, used in uses if used]
    if terms.payment:
        lines.append(f'<payment type="{terms.payment}"/>')
    contact = f" contactEmail={quoteattr(imprint.email)}" if imprint.email else ""
    owner = escape(clean(imprint.publisher or settings.paper.name))
    beside = [f'<copyright type="organization"{contact}>{owner}</copyright>']
    if terms.terms:
        beside.append(f"<terms>{escape(terms.terms)}</terms>")
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<rsl xmlns="https://rslstandard.org/rsl">',
            f"  <content url={quoteattr(settings.paper.base)}>",
            "    <license>",
            *(f"      {line}" for line in lines),
            "    </license>",
            *(f"    {line}" for line in beside),
            "  </content>",
            "</rsl>",
            "",
        )
    )
