"""The three standard streams as commands see them: escaped text in, encoded bytes out, colours and width decided once.

A stream that is closed, or closes in the middle (`| head`), swallows what is written: the exit code stays the verdict.
"""

import contextlib
import os
import sys
from collections.abc import Mapping
from typing import Literal, TextIO

from archlint.cli.usage import UsageError
from archlint.reports.escape import visible

ColorChoice = Literal["auto", "always", "never"]

_ASCII = str.maketrans(
    {"·": "-", "→": "->", "…": "...", "–": "-", "│": "|", "├": "|", "└": "`", "─": "-", "█": "#", "▏": "|"}
)
_NARROWEST = 20


class Terminal:
    """`color` and `width` are about stdout; width 0 means that lines need not be broken."""

    def __init__(
        self,
        stdin: TextIO | None,
        stdout: TextIO | None,
        stderr: TextIO | None,
        *,
        color: ColorChoice = "auto",
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        self._stdin, self._stdout, self._stderr = stdin, stdout, stderr
        dumb = environ.get("TERM") == "dumb"
        self.color = _colored(stdout, color, environ)
        self.error_color = _colored(stderr, color, environ)
        self.width = _width(stdout, environ)
        self.interactive = _is_terminal(stderr) and not dumb

    def read(self, most: int) -> bytes:
        """At most so many bytes of stdin. Raises UsageError where it cannot be read."""
        if self._stdin is None:
            return b""
        buffer = getattr(self._stdin, "buffer", None)
        try:
            return bytes(buffer.read(most) if buffer is not None else self._stdin.read(most).encode())
        except (OSError, ValueError) as error:
            raise UsageError(f"cannot read standard input: {error}") from None

    def out(self, text: str, *, exact: bool = False) -> None:
        """Write a result. `exact` text is UTF-8 with LF line ends whatever the locale; other text is put into the
        stream's encoding, with ASCII stand-ins for what it lacks. Raises UsageError where the stream is full or broken.
        """
        if self._stdout is None:
            return
        try:
            _write(self._stdout, text, exact=exact)
        except (BrokenPipeError, ValueError):
            self._stdout = None  # nobody reads any more
        except OSError as error:
            self._stdout = None
            raise UsageError(f"cannot write to standard output: {error.strerror or error}") from None

    def out_bytes(self, data: bytes) -> None:
        """Write a result that is no text. Raises UsageError for a terminal, and where the stream is full or broken."""
        if self._stdout is None:
            return
        if _is_terminal(self._stdout):
            raise UsageError("this format is no text; write it to a file with --output FILE")
        try:
            buffer = getattr(self._stdout, "buffer", None)
            if buffer is None:
                raise UsageError("standard output takes text only here; write to a file with --output FILE")
            self._stdout.flush()
            buffer.write(data)
            buffer.flush()
        except (BrokenPipeError, ValueError):
            self._stdout = None
        except OSError as error:
            self._stdout = None
            raise UsageError(f"cannot write to standard output: {error.strerror or error}") from None

    def err(self, text: str) -> None:
        """Write a diagnostic; never fails."""
        if self._stderr is None:
            return
        try:
            _write(self._stderr, text, exact=False)
        except (OSError, ValueError):
            self._stderr = None

    def complain(self, message: str) -> None:
        """Write a message of one or more lines to stderr, whatever names it holds made inert; never fails."""
        self.err("archlint: " + "\n".join(visible(line) for line in message.rstrip("\n").split("\n")) + "\n")


def _write(stream: TextIO, text: str, *, exact: bool) -> None:
    buffer = getattr(stream, "buffer", None)
    if exact and buffer is not None:
        stream.flush()
        buffer.write(text.encode("utf-8", "backslashreplace"))
        buffer.flush()
        return
    stream.write(_encodable(text, getattr(stream, "encoding", None)))
    stream.flush()


def _encodable(text: str, encoding: str | None) -> str:
    """`text`, or what the encoding can show of it."""
    if not encoding:
        return text
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_ASCII).encode(encoding, "backslashreplace").decode(encoding)
    except LookupError:
        return text.translate(_ASCII).encode("ascii", "backslashreplace").decode("ascii")
    return text


def _is_terminal(stream: TextIO | None) -> bool:
    with contextlib.suppress(ValueError, OSError, AttributeError):
        return stream is not None and stream.isatty()
    return False


def _colored(stream: TextIO | None, choice: ColorChoice, environ: Mapping[str, str]) -> bool:
    """The flag decides; then NO_COLOR, FORCE_COLOR, TERM=dumb; then whether a terminal that knows colours is there."""
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    if environ.get("TERM") == "dumb":
        return False
    if sys.platform == "win32" and not environ.keys() & {"WT_SESSION", "ANSICON", "ConEmuANSI", "TERM"}:
        return False
    return _is_terminal(stream)


def _width(stream: TextIO | None, environ: Mapping[str, str]) -> int:
    if stream is None or not _is_terminal(stream):
        return 0
    columns = environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and int(columns):
        return max(int(columns), _NARROWEST)
    with contextlib.suppress(ValueError, OSError):
        return max(os.get_terminal_size(stream.fileno()).columns or 80, _NARROWEST)
    return 80
