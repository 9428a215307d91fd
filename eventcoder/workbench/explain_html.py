"""Render an explanation as one HTML page, right to left, that opens from a file and loads nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from eventcoder.coding.pipeline import Coder
from eventcoder.records import Document
from eventcoder.workbench.account import Account, by_word, marked
from eventcoder.workbench.explain import NOTHING, about, accounts_of, details, headline, told_events, verdict

_STYLE = """
body { font: 16px/1.7 sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; color: #222; background: #fff }
section { border-top: 2px solid #ccc; padding: 1em 0 }
.text { font-size: 1.35em; line-height: 2.3 }
.actor { background: #dcebfb; border-radius: .25em; padding: .1em .25em }
.actor bdi { font-size: .55em; color: #245; margin: 0 .3em }
.event { background: #ffe2a8; border-bottom: 3px solid #c60 }
.silent { border-bottom: 2px dotted #999 }
.clause { color: #777; font-size: .6em; margin: 0 .4em }
.cut { color: #bbb; margin: 0 .2em }
h2 { font-size: 1em; margin: 1em 0 .2em; color: #555 }
ul { margin: 0; padding-inline-start: 1.4em }
.ltr { direction: ltr; text-align: left }
.not { color: #a00 }
"""


def explain_page(document: Document, *, coder: Coder) -> str:
    """Return the page for a document or sentence: its text with marks, then events, silent triggers and actors."""
    accounts = accounts_of(document, coder=coder)
    parts = [part for account in accounts for part in _section(account, coder, document.date)] or [f"<p>{NOTHING}</p>"]
    return "\n".join(
        (
            '<!DOCTYPE html>\n<html lang="ar" dir="rtl">\n<head>\n<meta charset="utf-8">',
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            f"<title>eventcoder explain</title>\n<style>{_STYLE}</style>\n</head>\n<body>",
            *parts,
            "</body>\n</html>\n",
        )
    )


def _section(account: Account, coder: Coder, date: str) -> Iterator[str]:
    traced = account.traced
    words = traced.analysis.words
    yield f'<section>\n<p class="text">{"".join(_piece(*piece) for piece in marked(account))}</p>\n<div class="ltr">'
    events = []
    for event, act in told_events(traced):
        why = verdict(event, coder)
        lines = "".join(f"<li>{_two_ways(line)}</li>" for line in details(event, act, traced, coder))
        shown = f"<b>{_two_ways(headline(event))}</b>{why and f' <span class=not>{escape(why)}</span>'}"
        events.append(f"<li>{shown}<ul>{lines}</ul></li>")
    yield _list("Events", events or ["<li>none</li>"])
    silent = [
        f"<li>{_two_ways(words[each.word].text)} {_two_ways(each.rules)} "
        f"{escape(each.lines and f'({each.lines})')}: {_two_ways(each.reason)}</li>"
        for each in by_word(account.silent)
    ]
    yield _list("No event from", silent)
    actors = [
        f"<li>{_two_ways(mention.text)} = {escape(mention.code)}{_two_ways(about(phrase, mention, coder, date))}</li>"
        for phrase, mention in traced.resolved
    ]
    yield _list("Actors", actors)
    yield _list("Times", [f"<li>{_two_ways(each.text)} = {escape(each.date)} ({each.precision})</li>" for each in traced.times])
    yield _list("Verbs that no entry has", [f"<li>{_two_ways(each)}</li>" for each in account.unknown_verbs])
    yield _list("Phrases that name no actor", [f"<li>{_two_ways(each)}</li>" for each in account.unknown_names])
    yield "</div>\n</section>"


def _list(title: str, items: list[str]) -> str:
    return f"<h2>{title}</h2>\n<ul>{''.join(items)}</ul>" if items else ""


def _piece(text: str, marks: Mapping[str, str]) -> str:
    shown = escape(text)
    if "actor" in marks:
        shown = f'<span class="actor">{shown}<bdi dir="ltr">{escape(marks["actor"])}</bdi></span>'
    elif "trigger" in marks:
        shown = f'<span class="{marks["trigger"]}">{shown}</span>'
    if "clause" in marks:
        return f'<bdi class="clause" dir="ltr">{escape(marks["clause"])}:</bdi>{shown}'
    return f'<span class="cut">|</span>{shown}' if "cut" in marks else shown


def _two_ways(text: str) -> str:
    """Text of both directions, each run kept apart."""
    return f"<bdi>{escape(text)}</bdi>"
