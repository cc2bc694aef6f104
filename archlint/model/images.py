"""The names of images that containers are started from: as somebody wrote them in, what they say of who is in them out."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile

_FAMILY = 3
"""So many images of one owner whose names begin or end alike are a family."""


def image_name(image: str) -> str:
    """An image without its registry, tag and digest: `registry:5000/team/kafka:2.1` is `team/kafka`."""
    name = image.partition("@")[0]
    head, slash, tail = name.rpartition("/")
    name = f"{head}{slash}{tail.partition(':')[0]}"
    first, slash, rest = name.partition("/")
    return rest.lower() if slash and ("." in first or ":" in first or first == "localhost") else name.lower()


def in_family(images: Iterable[str]) -> Mapping[str, str]:
    """By image its name without the words that those of all images of its owner begin and end with: of `acme/shop-cart`,
    `acme/shop-bills` and `acme/shop-orders` it is `cart`, `bills` and `orders`. Images alone are not there.
    """
    owned: dict[str, list[str]] = {}
    for image in sorted(images):
        owner, slash, name = image.rpartition("/")
        if slash:
            owned.setdefault(owner, []).append(name)
    found: dict[str, str] = {}
    for owner, names in owned.items():
        pieces = [name.split("-") for name in names]
        before = _alike(pieces)
        after = _alike([piece[before:][::-1] for piece in pieces])
        if len(names) >= _FAMILY and before + after:
            found |= {
                f"{owner}/{name}": "-".join(piece[before : len(piece) - after])
                for name, piece in zip(names, pieces, strict=True)
            }
    return found


def _alike(pieces: Sequence[Sequence[str]]) -> int:
    """How many words at their beginning all of some names have in common."""
    return sum(1 for _ in takewhile(lambda words: len(set(words)) == 1, zip(*pieces, strict=False)))
