"""Records as Parquet, written and read in portions, so that memory stays flat."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, BinaryIO

from eventcoder.errors import EventcoderError

_PORTION = 10_000  # records in a row group


def parquet_pieces(rows: Iterable[Mapping[str, object]], types: Mapping[str, str]) -> Iterator[bytes]:
    """Give the bytes of a Parquet file of rows; a column is text, int64, boolean or double as `types` says."""
    arrow, parquet = _pyarrow()
    kinds = {"str": arrow.string(), "int": arrow.int64(), "bool": arrow.bool_()}
    schema = arrow.schema([(name, kinds.get(type_, arrow.float64())) for name, type_ in types.items()])
    sink, rest = _Sink(), iter(rows)
    with parquet.ParquetWriter(sink, schema, compression="zstd", store_schema=False) as writer:
        while portion := list(islice(rest, _PORTION)):
            writer.write_table(arrow.Table.from_pylist(portion, schema=schema))
            yield sink.taken()
    yield sink.taken()


def read_parquet(stream: BinaryIO) -> Iterator[dict[str, object]]:
    """Stream the rows of a Parquet file."""
    _, parquet = _pyarrow()
    for batch in parquet.ParquetFile(stream).iter_batches(batch_size=_PORTION):
        yield from batch.to_pylist()


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise EventcoderError("Parquet needs a package more: pip install 'eventcoder[parquet]'") from error
    return pyarrow, pyarrow.parquet


class _Sink(io.RawIOBase):
    """Keeps what is written until it is taken."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._count = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        piece = bytes(data)
        self._pieces.append(piece)
        self._count += len(piece)
        return len(piece)

    def tell(self) -> int:
        return self._count

    def taken(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


__all__ = ["parquet_pieces", "read_parquet"]
