"""Facts that were extracted before: content keys in, packed facts out. Safe under two processes and under kill -9.

One SQLite file holds the facts by content and, per path, the signature (size, times, inode) under which a file was last
seen with which content. A row that does not carry its own check sum, and a file that SQLite refuses, count as not there.
"""

import contextlib
import hashlib
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from archlint.pipeline.discover import Signature

_FILE = "facts.sqlite"
_SCHEMA = 3
TOOL_BYTES = 10
"""Bytes of a key that say which tool answered: a path's stored key is only good for the tool that stored it."""
_SUM = 8
_RACY = 2_000_000_000  # nanoseconds: a file this young may change again without a new time stamp
_PATIENCE = 10  # seconds to wait for another process
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_IGNORE = "# Written by archlint; safe to delete.\n*\n"


def content_key(tool: bytes, dialect: str, content: bytes) -> bytes:
    """Identifies what extraction answers: the version of the tool, the dialect and every byte."""
    hashed = hashlib.blake2b(digest_size=20)
    hashed.update(dialect.encode() + b"\0")
    hashed.update(content)
    return tool[:TOOL_BYTES] + hashed.digest()


def content_of_key(key: bytes) -> bytes:
    """The part of a content key that is the same for every tool."""
    return key[TOOL_BYTES:]


def is_of_tool(key: bytes, tool: bytes) -> bool:
    """Whether a key stands for what this tool answers, and not another version of it."""
    return key.startswith(tool[:TOOL_BYTES])


class FactStore:
    """The facts of one project. Every fault of the file system or of SQLite ends in `notes`, never in an exception."""

    def __init__(self, folder: Path) -> None:
        self.notes: list[str] = []
        self._folder = folder
        self._began = time.time_ns()
        self._database = self._open()

    def is_empty(self) -> bool:
        """Whether no facts are known, of whatever file: then there is no use in looking for keys."""
        return not self._read("SELECT 1 FROM facts LIMIT 1")

    def signatures(self) -> dict[str, tuple[Signature, bytes]]:
        """Per path the signature under which it was last read, and the key of what it held."""
        rows = self._read("SELECT path, size, modified, changed, inode, key FROM files")
        return {path: ((size, modified, changed, inode), key) for path, size, modified, changed, inode, key in rows}

    def load(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The packed facts of those keys that are known."""
        wanted = set(keys)
        if not wanted:
            return {}
        found = {}
        for key, value in self._rows(wanted):
            if key in wanted and _sum(key, value[_SUM:]) == value[:_SUM]:
                found[key] = value[_SUM:]
        return found

    def save(
        self,
        facts: Mapping[bytes, bytes],
        files: Mapping[str, tuple[Signature, bytes]],
        current: Sequence[bytes],
    ) -> None:
        """Add facts by key, and per path what it held. A file that was written while or just before this run began gets
        no signature, so that it is read again. Facts that no path holds are dropped once they outnumber the others.
        """
        if self._database is None:
            return
        # A signature seen within the clock's grain of a write would also be that of the next write.
        calm = self._began - _RACY
        settled = [
            (path, *signature, key)
            for path, (signature, key) in files.items()
            if signature[1] < calm and signature[2] < calm
        ]
        try:
            with self._database as transaction:
                transaction.executemany(
                    "INSERT OR REPLACE INTO facts VALUES (?, ?)",
                    [(key, _sum(key, value) + value) for key, value in facts.items()],
                )
                transaction.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)", settled)
                self._prune(transaction, current)
        except sqlite3.Error as error:
            self.notes.append(f"{self._folder.name}: nothing was stored: {error}")

    def close(self) -> None:
        if self._database is not None:
            self._database.close()

    def _open(self) -> sqlite3.Connection | None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with (
                contextlib.suppress(FileExistsError),
                (self._folder / ".gitignore").open("x", encoding="utf-8") as file,
            ):
                file.write(_IGNORE)
            if (self._folder / _FILE).is_symlink():  # not what archlint wrote, and whose file it leads to is unknown
                (self._folder / _FILE).unlink()
        except OSError as error:
            self.notes.append(f"{self._folder}: facts are not stored: {error.strerror}")
            return None
        for is_last in (False, True):
            try:
                return _patiently_connected(self._folder / _FILE)
            except sqlite3.Error as error:
                if is_last or _is_busy(error):  # another process may be writing what this one would remove
                    self.notes.append(f"{self._folder}: facts are not stored: {error}")
                    return None
            for leftover in (_FILE, f"{_FILE}-wal", f"{_FILE}-shm"):
                with contextlib.suppress(OSError):
                    (self._folder / leftover).unlink()
        return None

    def _rows(self, wanted: set[bytes]) -> Iterator[tuple[bytes, bytes]]:
        """All rows in one go where most are wanted, one by one where few are."""
        if len(wanted) > 500:
            yield from self._read("SELECT key, value FROM facts")
            return
        for key in wanted:
            yield from self._read("SELECT key, value FROM facts WHERE key = ?", (key,))

    def _read(self, statement: str, values: tuple[bytes, ...] = ()) -> list[Any]:
        if self._database is None:
            return []
        try:
            return list(self._database.execute(statement, values).fetchall())
        except sqlite3.Error as error:
            self.notes.append(f"{self._folder.name}: stored facts were not used: {error}")
            return []

    def _prune(self, transaction: sqlite3.Connection, current: Sequence[bytes]) -> None:
        (rows,) = transaction.execute("SELECT count(*) FROM facts").fetchone()
        if rows <= 3 * len(current) + 1000:
            return
        transaction.execute("CREATE TEMP TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY)")
        transaction.executemany("INSERT OR IGNORE INTO kept VALUES (?)", [(key,) for key in current])
        transaction.execute("DELETE FROM facts WHERE key NOT IN (SELECT key FROM kept)")
        transaction.execute("DELETE FROM files WHERE key NOT IN (SELECT key FROM kept)")


def _patiently_connected(path: Path) -> sqlite3.Connection:
    """SQLite waits for most locks by itself, but not where a process changes the journal of a new file."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            return _connected(path)
        except sqlite3.Error as error:
            if not _is_busy(error) or time.monotonic() > end:
                raise
            time.sleep(0.02)


def _is_busy(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _BUSY


def _connected(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=_PATIENCE)
    try:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=NORMAL")
        if _schema(database) != _SCHEMA:
            database.execute("BEGIN IMMEDIATE")
            if _schema(database) != _SCHEMA:  # still: nobody else has made the tables meanwhile
                _make_tables(database)
            database.commit()
        database.execute("SELECT count(*) FROM files").fetchone()
    except BaseException:
        database.close()
        raise
    return database


def _schema(database: sqlite3.Connection) -> object:
    return database.execute("PRAGMA user_version").fetchone()[0]


def _make_tables(database: sqlite3.Connection) -> None:
    database.execute("DROP TABLE IF EXISTS facts")
    database.execute("DROP TABLE IF EXISTS files")
    database.execute("CREATE TABLE IF NOT EXISTS facts (key BLOB PRIMARY KEY, value BLOB NOT NULL)")
    database.execute(
        "CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, size INTEGER NOT NULL, "
        "modified INTEGER NOT NULL, changed INTEGER NOT NULL, inode INTEGER NOT NULL, key BLOB NOT NULL)"
    )
    database.execute(f"PRAGMA user_version={_SCHEMA}")


def _sum(key: bytes, value: bytes) -> bytes:
    """Of both: a damaged index may well lead to a sound row of another key."""
    return hashlib.blake2b(value, key=key[:64], digest_size=_SUM).digest()
