"""A document that is not coded, and why."""

from __future__ import annotations

import logging

from attrs import frozen

_LOG = logging.getLogger(__name__)


@frozen
class Refusal:
    """A document not coded: where it stands (`path:line`), its id if known, and why; `whole`: the whole input is at fault;
    `again`: the fault may pass, so that the next run tries once more."""

    source: str
    doc_id: str
    reason: str
    whole: bool = False
    again: bool = False


def internal_error(error: Exception, source: str, doc_id: str) -> Refusal:
    """Turn a fault of the program on one document into its refusal, and log it with its traceback."""
    _LOG.error("internal error on %s (%s)", source, doc_id, exc_info=error)
    return Refusal(source, doc_id, f"internal error: {type(error).__name__}: {error}")


def shown(text: str) -> str:
    r"""Give a name as it can be printed on one line: what UTF-8 has not and control characters as `\x1b`."""
    text = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(character if character.isprintable() or character == " " else _escaped(character) for character in text)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


__all__ = ["Refusal", "internal_error", "shown"]
