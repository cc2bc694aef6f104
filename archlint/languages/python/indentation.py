"""How deep a file is indented: bytes in, whether the grammar can bear it out.

The grammar's scanner writes beyond its memory when about 500 blocks are open; Python itself allows 100.
"""

import re

MAX_DEPTH = 300

_BLANK = rb"(?:[ \t\f]|\\\r?\n)"
_LONG = re.compile(rb"(?:\A|[\r\n])%s{%d}" % (_BLANK, MAX_DEPTH // 8))
_INDENTATION = re.compile(rb"(?:\A|[\r\n])(%s+)" % _BLANK)
_SPACES = b" " * MAX_DEPTH


def is_too_deep(content: bytes) -> bool:
    """Whether more than MAX_DEPTH blocks may be open at once. Lines within brackets and strings count as well."""
    if _SPACES not in content and not (_has_wide_blanks(content) and _LONG.search(content)):
        return False
    open_blocks = [0]
    for match in _INDENTATION.finditer(content):
        blanks = match[1]
        # A form feed begins anew in the grammar; not counting that can only make the answer more careful.
        width = blanks.count(b" ") + 8 * blanks.count(b"\t")
        while open_blocks[-1] > width:
            open_blocks.pop()
        if width > open_blocks[-1]:
            open_blocks.append(width)
            if len(open_blocks) > MAX_DEPTH:
                return True
    return False


def _has_wide_blanks(content: bytes) -> bool:
    return b"\t" in content or (b"\\" in content and (b"\\\n" in content or b"\\\r" in content))
