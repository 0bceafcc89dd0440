"""Columns of Arrow -> columns of text, and the files that hold such columns: Parquet, Feather, Arrow streams."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa

from figcheck.read.locked.cell_text import cell_text
from figcheck.read.locked.refusals import RefusedError

BATCH = 65_536

_EXPORT = "write it again with the program that made it, or export the table as CSV UTF-8"


class ArrowFile:
    """A file with one table. Raises RefusedError when it is not whole, or of another kind."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self.columns = self._schema().names
        except (pa.ArrowException, OSError, ValueError) as error:
            raise _refused(error) from error

    def batches(self, wanted: list[int]) -> Iterator[list[pa.Array]]:
        """The columns of these numbers as text, some rows at once."""
        names = [self.columns[n] for n in wanted]
        try:
            for batch in self._batches(names):
                yield [as_text(batch.column(name), name) for name in names]
        except (pa.ArrowException, OSError, ValueError) as error:
            raise _refused(error) from error

    def _schema(self) -> pa.Schema:
        if self._is_parquet():
            from pyarrow import parquet

            return parquet.read_schema(self._path)
        return self._reader().schema

    def _batches(self, names: list[str]) -> Iterable[pa.RecordBatch]:
        if self._is_parquet():
            from pyarrow import parquet

            with parquet.ParquetFile(self._path) as file:
                yield from file.iter_batches(BATCH, columns=names)
            return
        reader = self._reader()
        some = (
            reader
            if isinstance(reader, pa.RecordBatchStreamReader)
            else (reader.get_batch(n) for n in range(reader.num_record_batches))
        )
        yield from some

    def _is_parquet(self) -> bool:
        with self._path.open("rb") as file:
            return file.read(4) in (b"PAR1", b"PARE")

    def _reader(self) -> pa.RecordBatchFileReader | pa.RecordBatchStreamReader:
        try:
            return pa.ipc.open_file(str(self._path))
        except pa.ArrowInvalid:
            return pa.ipc.open_stream(str(self._path))


def as_text(column: pa.Array, name: str) -> pa.Array:
    """A column as text, each value as a person writes it. Raises RefusedError for values that have parts of their own."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return as_text(column.dictionary_decode(), name)
    if pa.types.is_large_string(kind) or pa.types.is_string(kind) or pa.types.is_string_view(kind):
        return column.cast(pa.large_string())
    if pa.types.is_null(kind):
        return pa.nulls(len(column), pa.large_string())
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        try:
            return column.cast(pa.large_binary()).cast(pa.large_string())
        except pa.ArrowInvalid as error:
            raise RefusedError(f'the column "{name}" holds bytes and not text', _EXPORT) from error
    if pa.types.is_nested(kind):
        raise RefusedError(f'the column "{name}" holds {kind}, and a cell holds one value', "write one column for each")
    if pa.types.is_timestamp(kind) and kind.unit == "ns":
        column = column.cast(pa.timestamp("us", kind.tz), safe=False)
    encoded = column.dictionary_encode()
    values = pa.array([cell_text(value.as_py()) for value in encoded.dictionary], pa.large_string())
    return values.take(encoded.indices)


def _refused(error: BaseException) -> RefusedError:
    words = (" ".join(str(error).split()) or type(error).__name__)[:200].rstrip(".")
    return RefusedError(f"it is not whole, or of another kind: {words}", _EXPORT)
