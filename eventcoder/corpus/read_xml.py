"""Records out of PETRARCH's XML: the fields of each <Sentence> or <Article>."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator


def read_xml(stream: BinaryIO) -> Iterator[tuple[int | None, dict[str, str] | str]]:
    """Stream the records, each with its line, then the reason why no more can be read; nothing where the stream is blank.

    A reason that concerns the stream as a whole has None for a line.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.sax import make_parser

    parser = make_parser()
    handler, any_record, blank = _Handler(parser), False, True
    parser.setContentHandler(handler)
    try:
        while chunk := stream.read(1 << 16):
            blank = blank and not chunk.strip()
            parser.feed(chunk)
            any_record = any_record or bool(handler.found)
            yield from handler.found
            handler.found.clear()
        if not blank:
            parser.close()
    except SAXParseException as error:
        yield from handler.found
        yield error.getLineNumber(), f"not XML from here on: {error.getMessage()}"
    except (SAXException, DefusedXmlException, LookupError, ValueError) as error:
        yield None, f"not XML that can be read safely: {error}"
    else:
        if not any_record and not blank:
            yield None, "no <Sentence> or <Article> in it"


class _Handler(ContentHandler):
    """Gather PETRARCH's records, each with its line; `source` is the publisher, of nested records the outermost counts."""

    def __init__(self, where: Locator) -> None:
        super().__init__()
        self.found: list[tuple[int, dict[str, str]]] = []
        self._where = where
        self._outer, self._line, self._fields = "", 0, dict[str, str]()
        self._field, self._pieces = "", list[str]()

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        if not self._outer and name in ("Sentence", "Article"):
            self._outer, self._line = name, self._where.getLineNumber() or 0
            self._fields = {"publisher": attrs.get("source", ""), **{key: attrs.get(key, "") for key in ("id", "date", "url")}}
        elif self._outer and name in ("Text", "Title"):
            self._field, self._pieces = name.lower(), []

    def characters(self, content: str) -> None:
        if self._field:
            self._pieces.append(content)

    def endElement(self, name: str) -> None:
        if self._field and name.lower() == self._field:
            parts = [self._fields.get(self._field, ""), "".join(self._pieces).strip()]
            self._fields[self._field] = "\n".join(filter(None, parts))
            self._field = ""
        elif name == self._outer:
            self.found.append((self._line, dict(self._fields)))
            self._outer = ""


__all__ = ["read_xml"]
