"""The article of an HTML page: text, title, date and publisher, found by trafilatura."""

from __future__ import annotations

import codecs
import re

from eventcoder.errors import InputError

_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_KNOWN = {"utf-8": "utf-8", "utf8": "utf-8", "utf-16": "utf-16", "windows-1256": "windows-1256", "cp1256": "windows-1256"}


def read_page(content: bytes, doc_id: str, encoding: str) -> dict[str, str] | str:
    """Give the fields of the page's document, or the reason why it has none.

    The encoding is what a byte order mark or the page's own `<meta charset>` declares, else `encoding`. Raises InputError where
    trafilatura is missing.
    """
    try:
        import trafilatura
    except ImportError as error:
        raise InputError("an HTML page needs a package more: pip install 'eventcoder[html]'") from error
    try:
        page = _decode(content, encoding)
    except (UnicodeError, LookupError) as error:
        return f"not in the encoding that is declared, or none is: {error}"
    found = trafilatura.bare_extraction(
        page,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if found is None:
        return "no article found in the page"
    fields = found if isinstance(found, dict) else found.as_dict()
    names = {"text": "text", "title": "title", "date": "date", "publisher": "sitename", "url": "url"}
    return {"id": doc_id} | {key: fields.get(name) or "" for key, name in names.items()}


def _decode(content: bytes, encoding: str) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16")
    match = _META.search(content[:4096])
    if content.startswith(codecs.BOM_UTF8) or not match:
        return content.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    name = match.group(1).decode("ascii").lower()
    if name not in _KNOWN:
        raise LookupError(f"the page declares {name}; save it as UTF-8")
    return content.decode(_KNOWN[name])


__all__ = ["read_page"]
