"""From the fields of an input to a document: checked, with its own text put together, made harmless."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from attrs import frozen

from eventcoder.corpus.refusal import Refusal, internal_error, shown
from eventcoder.records import Document

MAX_BYTES = 5_000_000
"""The longest own text, in bytes of UTF-8; longer ones are dumps, not news."""
FIELDS = ("id", "date", "text", "title", "publisher", "url")
TOO_LONG = f"more than {MAX_BYTES // 1_000_000} MB of text; split it into documents"
_TYPES = {bool: "true or false", int: "a number", float: "a number (a long one needs quotes)", list: "a list", dict: "an object"}
_DATE = re.compile(r"(\d{4})(?:-(\d\d)-(\d\d)|(\d\d)(\d\d))(?:[T ]\d\d.*)?", re.ASCII)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")
"""Control characters but for those that end a line or a cell."""
_ANY_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>|<!--[^<>]{0,500}-->")


@frozen
class Raw:
    """The fields of one document as they stand in the input, not yet checked; `title_end` where `text` begins with the title."""

    source: str
    fields: Mapping[str, object]
    title_end: int = 0


def make_document(raw: Raw, find_date: Callable[[str], str]) -> Document | Refusal:
    """Check the fields of one document and put its own text together.

    HTML tags and control characters of the text become blanks, as many as they are long, so that every offset still counts.
    """
    fields = {key: "" if raw.fields.get(key) is None else raw.fields[key] for key in FIELDS}
    for key in ("id", "date"):
        if isinstance(fields[key], int) and not isinstance(fields[key], bool):
            fields[key] = str(fields[key])
    texts = {key: value for key, value in fields.items() if isinstance(value, str)}
    doc_id = texts.get("id", "").encode("utf-8", "backslashreplace").decode("utf-8")
    if fault := _field_fault(fields, texts):
        return Refusal(raw.source, doc_id, fault)
    title = texts["title"] if texts["title"].strip() else ""
    own = f"{title}\n{texts['text']}" if title else texts["text"]
    if len(own.encode("utf-8")) > MAX_BYTES:
        return Refusal(raw.source, doc_id, TOO_LONG)
    try:
        day = iso_date(texts["date"]) or find_date(own)
    except Exception as error:
        return internal_error(error, raw.source, doc_id)
    if not day:
        return Refusal(raw.source, doc_id, "no date: there is no `date` field, and the text tells none")
    publisher, url = (_ANY_CONTROL.sub(" ", texts[key]) for key in ("publisher", "url"))
    return Document(doc_id, day, _harmless(own), raw.title_end or len(title), publisher, url)


def iso_date(value: str) -> str:
    """Give YYYY-MM-DD for that form, for YYYYMMDD and for an ISO date and time; "" for anything else."""
    match = _DATE.fullmatch(value.strip())
    if not match:
        return ""
    year, month, day = (part for part in match.groups() if part)
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def is_encodable(text: str) -> bool:
    """Whether a text can be written as UTF-8: it holds no lone surrogate."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _harmless(text: str) -> str:
    text = _CONTROL.sub(" ", text)
    return _TAG.sub(lambda match: " " * len(match.group()), text) if "<" in text else text


def _field_fault(fields: Mapping[str, object], texts: Mapping[str, str]) -> str:
    for key, value in fields.items():
        if not isinstance(value, str):
            return f"`{key}` is not text but {_TYPES.get(type(value), 'something else')}"
        if "\0" in value:
            return f"a NUL byte in `{key}`"
        if not is_encodable(value):
            return f"a lone surrogate in `{key}`"
    if not texts["id"].strip():
        return "no id"
    if _ANY_CONTROL.search(texts["id"]):
        return "a line end or control character in `id`"
    if not texts["text"].strip():
        return "no text"
    if texts["date"].strip() and not iso_date(texts["date"]):
        return f"`date` is not YYYY-MM-DD: {shown(texts['date'][:40])!r}"
    return ""


__all__ = ["FIELDS", "MAX_BYTES", "TOO_LONG", "Raw", "is_encodable", "iso_date", "make_document"]
