"""What a command line asks for: a store or a file, which engine, the names that some formats want."""

from __future__ import annotations

from pathlib import Path

from eventcoder.corpus.engines import Engine, Inline, Pool
from eventcoder.corpus.field_formats import Labels
from eventcoder.corpus.find_inputs import is_remote, local_path
from eventcoder.corpus.work import DocumentCoder, Factory, stamp_of
from eventcoder.corpus.write import STDOUT


def is_store(out: str, *, recode: bool = False) -> bool:
    """Whether an output is a store: asked to recode, it is a folder, ends with /, or is new and has no suffix."""
    if out == STDOUT:
        return False
    if recode or out.endswith("/"):
        return True
    if is_remote(out):
        return "." not in out.rpartition("/")[2]
    path = Path(local_path(out))
    return path.is_dir() or not path.exists() and not path.suffix


def choose_engine(
    name: str, *, coder: DocumentCoder, factory: Factory, workers: int | None, scheduler: str | None, limit: float
) -> Engine:
    """Give the engine: this process where neither workers nor a cluster are asked for; raise EventcoderError without Dask."""
    if name == "dask":
        from eventcoder.corpus.dask_engine import DaskEngine

        return DaskEngine(factory, stamp_of(coder), scheduler=scheduler, workers=workers, limit=limit)
    return Inline(coder) if workers is None else Pool(factory, workers, limit, stamp_of(coder))


def labels_of(coder: object) -> Labels:
    """Give the names of codes and countries that a coder's dictionaries have."""
    lexicon = getattr(coder, "lexicon", None)
    if lexicon is None:
        return Labels()
    codes = {code: entry.name for code, entry in lexicon.codebook.codes.items()}
    return Labels(codes, {actor.id: actor.english for actor in lexicon.actors if len(actor.id) == 3})


__all__ = ["choose_engine", "is_store", "labels_of"]
