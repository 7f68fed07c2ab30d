"""HTML: the words a reader would see, with their headings. Nothing in it is run or fetched."""

from html.parser import HTMLParser

from models.documents.blocks import Gathered
from models.documents.text_files import decoded

_UNSEEN = {"script", "style", "template", "noscript", "iframe", "object", "svg", "head", "nav"}
_BLOCKS = {"p", "div", "li", "tr", "section", "article", "table", "ul", "ol", "br", "blockquote"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HEAD = {"title", "base", "link", "meta", "style", "script", "noscript", "template"}
_ENDED_BY = {
    "p": _BLOCKS - {"br"} | _HEADINGS.keys(),
    "li": {"li"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "td": {"td", "th", "tr"},
    "th": {"td", "th", "tr"},
    "tr": {"tr"},
}
"""Elements whose end may be left out, and which beginnings end them (HTML, optional tags)."""
_AROUND = {"ul", "ol", "dl", "table", "tbody", "div", "section", "article", "body", "blockquote"}
_EMPTY = {"br", "img", "hr", "input", "meta", "link", "source", "wbr", "area", "base", "col"}


class _Words(HTMLParser):
    def __init__(self, gathered: Gathered) -> None:
        super().__init__(convert_charrefs=True)
        self._gathered = gathered
        self._unseen: list[str] = []
        self._words: list[str] = []
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self._gathered.warn("scripts_left_out")
        if tag == "title":
            self._in_title = True
        self._end_what_this_ends(tag)
        if tag in _EMPTY:
            self._words.append(" ")
        elif self._unseen or tag in _UNSEEN or _is_hidden(dict(attrs)):
            # Hidden text is how somebody slips in what no approver sees.
            if tag not in _UNSEEN:
                self._gathered.warn("hidden_text_left_out")
            self._unseen.append(tag)
        if tag in _BLOCKS or tag in _HEADINGS:
            self.flush()

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        if tag in self._unseen:
            while self._unseen.pop() != tag:
                pass
            return
        if self._unseen and self._unseen[0] in _ENDED_BY and tag in _AROUND:
            self._unseen.clear()
        if tag in _HEADINGS:
            self._gathered.heading(_HEADINGS[tag], "".join(self._words))
            self._words.clear()
        elif tag in _BLOCKS:
            self.flush()

    def handle_data(self, data: str) -> None:
        if self._in_title and not self._gathered.title:
            self._gathered.title = " ".join(data.split())
        elif not self._unseen:
            self._words.append(data)

    def _end_what_this_ends(self, tag: str) -> None:
        """End what is not shown where its own end was left out, as browsers do."""
        if self._unseen == ["head"] and tag not in _HEAD:
            self._unseen.clear()
        for at in reversed(range(len(self._unseen))):
            if self._unseen[at] in _AROUND:
                return
            if tag in _ENDED_BY.get(self._unseen[at], ()):
                del self._unseen[at:]
                return

    def flush(self) -> None:
        """Close the block that is open."""
        self._gathered.text("".join(self._words))
        self._words.clear()


def read_html(raw: bytes) -> Gathered:
    """Read HTML; scripts, styles and hidden text are left out."""
    gathered = Gathered()
    words = _Words(gathered)
    words.feed(decoded(raw, gathered))
    words.close()
    words.flush()
    return gathered


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or "display:none" in style
        or "visibility:hidden" in style
        or "font-size:0" in style
    )
