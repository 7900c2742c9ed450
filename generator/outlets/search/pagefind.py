"""Runs the Pagefind binary: sends it records and gets the finished index files back as bytes.

The binary's service reads requests from its standard input and writes one answer to each to its standard output. A
message is JSON in base64, followed by a comma. We ask for the files (``GetFiles``) and write them ourselves. We do not
use ``WriteFiles``, because on a full disk the binary would leave empty files and report success.
"""

import base64
import binascii
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import IO, Self, cast

from generator.errors import PagefindError, Problem

CHUNK_SIZE = 600
"""Postings per file of the word index. A look-up then fetches 1.5 KB; Pagefind's default of 20,000 would be 35 KB."""

_LANGUAGE = "zh"  # the same for all records, or Pagefind would split the index; it has no stemmer for Chinese


@dataclass(frozen=True, slots=True)
class Record:
    """One document of the index. ``content`` is its words, separated by spaces; ``meta``'s values are searched too."""

    url: str
    content: str
    meta: Mapping[str, str] = field(default_factory=dict)


def binary() -> Path:
    """The path of the program in the package ``pagefind-bin``. Raises ``PagefindError`` when it is not there."""
    spec = importlib.util.find_spec("pagefind_bin")
    if spec is None or spec.origin is None:
        raise PagefindError(Problem("没有安装搜索引擎", "安装它：pip install pagefind-bin==1.5.2"))
    program = Path(spec.origin).parent / ("pagefind.exe" if sys.platform == "win32" else "pagefind")
    if not program.is_file():
        hint = "重新安装：pip install --force-reinstall pagefind-bin==1.5.2"
        raise PagefindError(Problem("找不到搜索引擎的程序", hint, str(program)))
    return program


class Pagefind:
    """One run of the service, for a ``with`` block; the process is ended when the block is left.

    ``limit`` is the longest time in seconds that the whole run may take. Every failure raises ``PagefindError``.
    """

    def __init__(self, program: Path | None = None, *, limit: float = 1800.0) -> None:
        self._program = program or binary()
        self._limit = limit
        self._asked = 0
        self._rest = b""

    def __enter__(self) -> Self:
        # The program runs in an empty folder, because it would read a pagefind.yml in the current one. Its messages
        # go to a file, because a pipe that nobody reads would fill up and block it.
        self._folder = tempfile.TemporaryDirectory(prefix="banmian-pagefind-", ignore_cleanup_errors=True)
        self._messages: IO[bytes] = tempfile.TemporaryFile()
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
        environment["PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE"] = str(CHUNK_SIZE)
        try:
            self._process = subprocess.Popen(  # noqa: S603 - the package's own program, no shell
                [self._program, "--service"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._messages,
                cwd=self._folder.name,
                env=environment,
            )
        except OSError as error:
            self._messages.close()
            self._folder.cleanup()
            problem = Problem(
                f"搜索引擎启动不了：{error.strerror or error}",
                "看这个文件能不能执行，是不是给这种机器用的",
                str(self._program),
            )
            raise PagefindError(problem) from error
        # Neither is None, because pipes were asked for above.
        self._requests = cast("IO[bytes]", self._process.stdin)
        self._answers = cast("IO[bytes]", self._process.stdout)
        self._late = False
        self._timer = Timer(self._limit, self._give_up)
        self._timer.daemon = True
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        if kind is not None:
            self._process.kill()
        try:
            # communicate() closes the service's input, which makes it exit.
            self._process.communicate(timeout=10)
        except (subprocess.TimeoutExpired, OSError, ValueError):
            self._process.kill()
            self._process.wait()
        finally:
            for pipe in (self._requests, self._answers, self._messages):
                with suppress(OSError):  # a request that was on its way cannot be flushed any more
                    pipe.close()
            self._folder.cleanup()

    def new_index(self) -> int:
        """Begin an empty index; returns its number in this run."""
        answer = self._ask({"type": "NewIndex", "config": {"force_language": _LANGUAGE}})
        number = answer.get("index_id")
        if not isinstance(number, int):
            raise self._failure("没有给新索引编号")
        return number

    def add(self, index: int, records: Iterable[Record]) -> None:
        """Put records into an index; the order of adding is the order of the pages in the index.

        Requests are sent without waiting for answers, so that the next records are made while the service works. The
        service reads and writes in separate threads, so neither side can block the other.
        """
        asked = [self._send(_add_record(index, record)) for record in records]
        for number in asked:
            self._receive(number)

    def files(self, index: int) -> dict[str, bytes]:
        """Build the index and return its files by path; an empty file is an error.

        ``BuildIndex`` is not sent first, because ``GetFiles`` builds the index in any case.
        """
        answers = self._ask({"type": "GetFiles", "index_id": index}).get("files")
        if not isinstance(answers, list):
            raise self._failure("没有交回文件")
        files: dict[str, bytes] = {}
        for answer in answers:
            try:
                path, content = answer["path"], base64.b64decode(answer["content"], validate=True)
            except (KeyError, TypeError, binascii.Error) as error:
                raise self._failure("交回的文件读不了") from error
            if not content:
                raise self._failure(f"交回的 {path} 是空的")
            files[str(path).replace(os.sep, "/")] = content
        return files

    def _ask(self, action: Mapping[str, object]) -> dict[str, object]:
        return self._receive(self._send(action))

    def _send(self, action: Mapping[str, object]) -> int:
        self._asked += 1
        request = json.dumps({"message_id": self._asked, "payload": action}).encode()
        try:
            self._requests.write(base64.b64encode(request) + b",")
            self._requests.flush()
        except OSError as error:
            raise self._failure("没有做完就退出了") from error
        return self._asked

    def _receive(self, number: int) -> dict[str, object]:
        answer = self._answer()
        payload = answer.get("payload")
        if not isinstance(payload, dict):
            raise self._failure("的答复读不懂")
        if payload.get("type") == "Error":
            raise self._failure(f"拒绝了请求：{payload.get('message')}")
        if answer.get("message_id") != number:
            raise self._failure("答非所问")
        return payload

    def _answer(self) -> dict[str, object]:
        """The next answer. It may be tens of megabytes, so its pieces are collected and joined only once."""
        pieces = [self._rest]
        while b"," not in pieces[-1]:
            # os.read returns what is there; a buffered read would wait for more bytes than the answer has.
            piece = os.read(self._answers.fileno(), 1 << 20)
            if not piece:
                raise self._failure("没有做完就退出了")
            pieces.append(piece)
        pieces[-1], _, self._rest = pieces[-1].partition(b",")
        try:
            answer = json.loads(base64.b64decode(b"".join(pieces), validate=True))
        except (binascii.Error, ValueError) as error:
            raise self._failure("的答复读不懂") from error
        if not isinstance(answer, dict):
            raise self._failure("的答复读不懂")
        return answer

    def _give_up(self) -> None:
        self._late = True
        self._process.kill()

    def _failure(self, what: str) -> PagefindError:
        """The error to raise, with the last lines that the service wrote to stderr."""
        if self._late:
            what = f"用了超过 {self._limit:g} 秒，已经停掉"
        self._messages.seek(0)
        words = self._messages.read().decode(errors="replace").strip()[-600:]
        hint = "再运行一次；若每次都这样，检查空闲内存（3000 篇文章的索引要 1.5 GB）"
        return PagefindError(Problem(f"搜索引擎{what}" + (f"（{words}）" if words else ""), hint))


def _add_record(index: int, record: Record) -> dict[str, object]:
    return {
        "type": "AddRecord",
        "index_id": index,
        "url": record.url,
        "content": record.content,
        "language": _LANGUAGE,
        "meta": dict(record.meta),
        "filters": {},
        "sort": None,
    }
