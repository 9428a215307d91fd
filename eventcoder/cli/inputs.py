"""What several commands read: documents, dictionaries, and the coder with its cache of analyses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eventcoder.errors import InputError

if TYPE_CHECKING:
    from eventcoder.coding.analyse import Model
    from eventcoder.records import Document

DICTIONARIES = click.option(
    "--dictionaries", "folder", type=click.Path(path_type=Path), metavar="DIR", help="Dictionaries to use instead of ours."
)
EXTRA = click.option(
    "--extra", type=click.Path(path_type=Path), multiple=True, metavar="DIR", help="Dictionaries on top; repeatable."
)
MODEL = click.option(
    "--model", "model_path", type=click.Path(path_type=Path), metavar="PATH", help="A model to use instead of ours."
)
CACHE = click.option(
    "--cache",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where analyses are kept for the next time; by default in ~/.cache/eventcoder.",
)


def read_all(paths: Sequence[str], *, doc_id: str | None = None) -> list[Document]:
    """Return the documents of files that `code` reads (only the one of an id); raise InputError for the first that is refused."""
    from eventcoder.corpus.read import read_documents
    from eventcoder.records import Document

    documents = []
    for item in read_documents(paths):
        if not isinstance(item, Document):
            raise InputError(f"{item.source}{item.doc_id and f' ({item.doc_id})'}: {item.reason}")
        if doc_id is None or item.id == doc_id:
            documents.append(item)
    if not documents:
        raise InputError(f"no document {f'{doc_id!r} ' if doc_id is not None else ''}in {', '.join(paths)}")
    return documents


def cached_model(path: Path | None, cache: Path | None) -> Model:
    """Return the model with its analyses kept on disk."""
    from eventcoder.coding.analyse import load_model
    from eventcoder.coding.analysis_cache import with_cache
    from eventcoder.dictionary.compile import cache_folder

    return with_cache(load_model(path), cache or cache_folder() / "analyses.sqlite")


def dictionary_folders(folder: Path | None, extra: Sequence[Path]) -> list[Path]:
    """The folders of dictionaries in their order."""
    from eventcoder import shipped_dictionaries

    return [folder or shipped_dictionaries(), *extra]
