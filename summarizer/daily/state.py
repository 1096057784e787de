"""The state of a daily briefing: articles read, stories, reported texts, editions, usage. One SQLite file.

WAL with synchronous=FULL: a process killed at any moment loses at most what it had not committed. Only one run at a
time changes it: ``only_run`` holds a lock of the operating system, which ends with the process.
"""

import sqlite3
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Self

from pydantic import TypeAdapter

from ..documents.document import Document
from ..errors import OutputError
from .records import OLD, Article, Kept, Told

__all__ = ["State"]

_MIGRATIONS = (
    """
    CREATE TABLE articles (
        key TEXT PRIMARY KEY, source TEXT NOT NULL, name TEXT NOT NULL, digest TEXT, canonical TEXT,
        published TEXT, seen TEXT NOT NULL, edition TEXT, story TEXT, dropped TEXT, again INTEGER NOT NULL,
        document BLOB
    );
    CREATE INDEX articles_edition ON articles (edition);
    CREATE INDEX articles_digest ON articles (digest);
    CREATE INDEX articles_canonical ON articles (canonical);
    CREATE TABLE told (edition TEXT NOT NULL, story TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, url TEXT);
    CREATE INDEX told_story ON told (story);
    CREATE INDEX told_edition ON told (edition);
    CREATE TABLE editions (
        date TEXT PRIMARY KEY, status TEXT NOT NULL, inputs TEXT NOT NULL, made TEXT NOT NULL, since TEXT NOT NULL,
        until TEXT NOT NULL, body BLOB NOT NULL
    );
    CREATE TABLE usage (
        made TEXT NOT NULL, edition TEXT NOT NULL, requests INTEGER NOT NULL, prompt INTEGER NOT NULL,
        completion INTEGER NOT NULL, dollars REAL NOT NULL, failed TEXT
    );
    """,
    "CREATE TABLE unsent (edition TEXT PRIMARY KEY)",
)
"""Each migration is run once, in order; user_version counts them. A shipped migration is never changed."""
BUSY = 30.0
"""Longest time, in seconds, that a reader waits for a writer."""


@cache
def _documents() -> TypeAdapter[Document]:
    return TypeAdapter(Document)


class State:
    """An open state file."""

    def __init__(self, path: Path) -> None:
        """Create or migrate the file. Raises OutputError if it cannot be used."""
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=BUSY, isolation_level=None)
            self._use_wal()
            self._db.execute("PRAGMA synchronous=FULL")
            self._migrate()
        except (OSError, sqlite3.Error) as error:
            if hasattr(self, "_db"):
                self._db.close()
            raise self._unusable(error) from error

    def _unusable(self, error: Exception) -> OutputError:
        return OutputError(
            f"cannot use the state of the daily briefing, {self._path}: {error}",
            hint="Free some space, or move the file away: the next edition then treats every story as new.",
        )

    def _use_wal(self) -> None:
        """Switch the file to WAL, with retries: SQLite reports "busy" at once if two processes do so together."""
        last = time.monotonic() + BUSY
        while True:
            try:
                self._db.execute("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > last:
                    raise
                time.sleep(0.05)
            else:
                return

    def _migrate(self) -> None:
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if version > len(_MIGRATIONS):
            raise sqlite3.DatabaseError("it was written by a newer version of brief")
        for number, script in enumerate(_MIGRATIONS[version:], version + 1):
            with self.changing():
                (now,) = self._db.execute("PRAGMA user_version").fetchone()
                if now < number:  # else another process has done it in the meantime
                    for statement in script.split(";"):
                        if statement.strip():
                            self._db.execute(statement)
                    self._db.execute(f"PRAGMA user_version={number}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self._db.close()

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Make all changes inside the block, or none of them. Raises OutputError."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            raise self._unusable(error) from error

    # Articles

    def known(self, keys: Iterable[str], oldest: datetime) -> dict[str, bool]:
        """Return the known ``keys``: key -> True if a run reaching back to ``oldest`` may read it again."""
        found: dict[str, bool] = {}
        for key in keys:
            query = "SELECT again, dropped, published FROM articles WHERE key=?"
            row = self._db.execute(query, (key,)).fetchone()
            if row is not None:
                again, dropped, published = row
                moment = _moment(published)
                found[key] = bool(again) or (dropped == OLD and moment is not None and moment >= oldest)
        return found

    def twin(self, digest: str, canonical: str | None, published: datetime | None) -> str | None:
        """Return the key of a stored article with this text, or with this canonical address and time, else None."""
        row = self._db.execute(
            "SELECT key FROM articles WHERE dropped IS NULL AND (digest=? OR (canonical=? AND published IS ?))",
            (digest, canonical, _text(published)),
        ).fetchone()
        return row[0] if row else None

    def keep(self, article: Article, digest: str = "") -> None:
        """Add ``article``, or replace the one with its key."""
        document = article.document
        packed = None if document is None else zlib.compress(_documents().dump_json(document))
        with self.changing():
            self._db.execute(
                "INSERT OR REPLACE INTO articles VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
                (
                    article.key, article.source, article.name, digest or None, document and document.canonical,
                    _text(article.published), _text(article.seen), None, None, article.dropped or None,
                    int(article.again), packed,
                ),
            )  # fmt: skip

    def candidates(self, day: date, *, texts: bool = True) -> list[Article]:
        """Return the articles of the edition of ``day`` and those of no edition yet, in the order they were seen.

        ``texts`` False: without their documents.
        """
        return self._articles("WHERE edition IS NULL OR edition=? ORDER BY seen, key", (day.isoformat(),), texts=texts)

    def recent(self, alive: date, since: date, before: date) -> list[Article]:
        """Return the articles of editions in [``since``, ``before``) whose story has one since ``alive``."""
        where = (
            "WHERE edition>=? AND edition<? AND document IS NOT NULL AND story IN (SELECT story FROM articles "
            "WHERE edition>=? AND edition<? AND story IS NOT NULL) ORDER BY edition, seen, key"
        )
        return self._articles(where, tuple(d.isoformat() for d in (since, before, alive, before)))

    def _articles(self, where: str, values: tuple[Any, ...], *, texts: bool = True) -> list[Article]:
        document = "document" if texts else "NULL"
        columns = f"key, source, name, published, seen, {document}, dropped, again, edition, story"
        rows = self._db.execute(f"SELECT {columns} FROM articles {where}", values)  # noqa: S608 - no value in it
        return [
            Article(
                key, source, name, _moment(published), _moment(seen) or datetime.now(UTC),
                None if document is None else _documents().validate_json(zlib.decompress(document)),
                dropped or "", bool(again), date.fromisoformat(edition) if edition else None, story,
            )
            for key, source, name, published, seen, document, dropped, again, edition, story in rows
        ]  # fmt: skip

    # Editions

    def edition(self, day: date) -> Kept | None:
        """Return the edition of ``day``."""
        return self._edition("WHERE date=?", (day.isoformat(),))

    def last_before(self, day: date) -> Kept | None:
        """Return the newest edition before ``day``."""
        return self._edition("WHERE date<? ORDER BY date DESC LIMIT 1", (day.isoformat(),))

    def _edition(self, where: str, values: tuple[str, ...]) -> Kept | None:
        query = f"SELECT date, status, inputs, made, since, until, body FROM editions {where}"  # noqa: S608 - no value in it
        row = self._db.execute(query, values).fetchone()
        if row is None:
            return None
        day, status, inputs, made, since, until, body = row
        at, begin, end = (datetime.fromisoformat(m) for m in (made, since, until))
        return Kept(date.fromisoformat(day), status, inputs, at, begin, end, zlib.decompress(body).decode())

    def editions(self) -> list[tuple[date, str, datetime]]:
        """Return ``(date, status, made)`` of all editions, newest first."""
        rows = self._db.execute("SELECT date, status, made FROM editions ORDER BY date DESC")
        return [(date.fromisoformat(d), status, _moment(made) or datetime.now(UTC)) for d, status, made in rows]

    def finish(
        self, edition: Kept, stories: dict[str, str], told: Iterable[Told], day_of: Iterable[str], *, mail: bool
    ) -> None:
        """Store a finished edition in one transaction.

        ``stories``: article key -> its story; ``told``: the texts of the edition; ``day_of``: the keys of all articles
        that it has dealt with; ``mail``: True if it is to be sent.
        """
        day = edition.day.isoformat()
        with self.changing():
            self._db.execute("UPDATE articles SET edition=NULL, story=NULL WHERE edition=?", (day,))
            self._db.executemany(
                "UPDATE articles SET edition=?, story=? WHERE key=?", [(day, stories.get(k), k) for k in day_of]
            )
            self._db.execute("DELETE FROM told WHERE edition=?", (day,))
            self._db.executemany(
                "INSERT INTO told VALUES (?,?,?,?,?)", [(day, t.story, t.kind, t.text, t.url) for t in told]
            )
            if mail:
                self._db.execute("INSERT OR IGNORE INTO unsent VALUES (?)", (day,))
            self._db.execute(
                "INSERT OR REPLACE INTO editions VALUES (?,?,?,?,?,?,?)",
                (
                    day, edition.status, edition.inputs, _text(edition.made), _text(edition.since),
                    _text(edition.until), zlib.compress(edition.body.encode()),
                ),
            )  # fmt: skip

    def unsent(self, since: date) -> list[date]:
        """Return the days, from ``since`` on, of the editions that have not been mailed yet, earliest first."""
        query = "SELECT edition FROM unsent WHERE edition>=? ORDER BY edition"
        return [date.fromisoformat(day) for (day,) in self._db.execute(query, (since.isoformat(),))]

    def sent(self, day: date) -> None:
        """Record that the mail of this edition has been sent."""
        with self.changing():
            self._db.execute("DELETE FROM unsent WHERE edition=?", (day.isoformat(),))

    def told_of(self, story: str, before: date) -> list[Told]:
        """Return the texts about ``story`` in editions before ``before``, in order."""
        rows = self._db.execute(
            "SELECT edition, story, kind, text, url FROM told WHERE story=? AND edition<? ORDER BY edition, rowid",
            (story, before.isoformat()),
        )
        return [Told(date.fromisoformat(day), *rest) for day, *rest in rows]

    def told_since(self, since: date, before: date) -> list[str]:
        """Return the sentences cited in editions from ``since`` to the day before ``before``, each once."""
        query = "SELECT DISTINCT text FROM told WHERE kind='sentence' AND edition>=? AND edition<? ORDER BY rowid"
        return [text for (text,) in self._db.execute(query, (since.isoformat(), before.isoformat()))]

    def search(self, words: Iterable[str], most: int = 100) -> list[Told]:
        """Return stored texts with any of ``words``, if their story has all of them in that edition, newest first."""
        wanted = [w for w in words if w]
        patterns = ["%" + w.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%" for w in wanted]
        has = "text LIKE ? ESCAPE '\\'"
        in_story = f"EXISTS (SELECT 1 FROM told WHERE story=t.story AND edition=t.edition AND {has})"  # noqa: S608
        where = f"({' OR '.join([has] * len(wanted))}) AND {' AND '.join([in_story] * len(wanted))}" if wanted else "0"
        rows = self._db.execute(
            f"SELECT edition, story, kind, text, url FROM told t WHERE {where} GROUP BY edition, story, text "  # noqa: S608 - no value in it
            "ORDER BY edition DESC, rowid LIMIT ?",
            (*patterns, *patterns, most),
        )
        return [Told(date.fromisoformat(day), *rest) for day, *rest in rows]

    # Usage

    def used(self, day: date, spent: tuple[int, int, int, float], failed: str) -> None:
        """Record the cost of a run: requests, tokens read and written, dollars; ``failed``: why it made no edition."""
        with self.changing():
            row = (_text(datetime.now(UTC)), day.isoformat(), *spent, failed or None)
            self._db.execute("INSERT INTO usage VALUES (?,?,?,?,?,?,?)", row)

    def spent(self, day: date) -> tuple[int, int, int, float]:
        """Return the requests, tokens read and written, and dollars of all runs for the edition of ``day``."""
        query = "SELECT SUM(requests), SUM(prompt), SUM(completion), SUM(dollars) FROM usage WHERE edition=?"
        requests, prompt, completion, dollars = self._db.execute(query, (day.isoformat(),)).fetchone()
        return requests or 0, prompt or 0, completion or 0, dollars or 0.0

    def failures(self) -> dict[date, str]:
        """Return the days on which the last run made no edition, with the reason."""
        rows = self._db.execute("SELECT edition, failed FROM usage ORDER BY rowid")
        last = {date.fromisoformat(day): failed for day, failed in rows}
        return {day: failed for day, failed in last.items() if failed}

    def collect(self, before: date) -> tuple[int, int]:
        """Delete the texts of articles before ``before`` and shrink the file; return texts deleted and bytes freed.

        The articles themselves stay recorded as seen, because feeds list old entries for a long time.
        """
        size = self._path.stat().st_size
        with self.changing():
            gone = self._db.execute(
                "UPDATE articles SET document=NULL "
                "WHERE document IS NOT NULL AND COALESCE(edition, substr(seen, 1, 10))<?",
                (before.isoformat(),),
            ).rowcount
        try:
            self._db.execute("VACUUM")
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:
            raise self._unusable(error) from error
        return gone, max(0, size - self._path.stat().st_size)


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="seconds")


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
