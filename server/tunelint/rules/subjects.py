"""What the engine makes for rules to judge, besides the parts of an example and its faults."""

from dataclasses import dataclass

from tunelint.dataset.example import Image
from tunelint.dataset.method import Method
from tunelint.dataset.partner import Partner
from tunelint.images import DataUri, DataUriFault, FetchedFacts, ImageFacts
from tunelint.text.faults import Fault


@dataclass(slots=True)
class Picture:
    """An image whose bytes stand in the example or were fetched: what its URL and its bytes say.

    `uri` is None for one that was fetched: no change of the example mends it.
    """

    image: Image
    uri: DataUri | DataUriFault | None
    facts: ImageFacts | None


@dataclass(slots=True)
class RemoteImage:
    """An image that is not in the example; `facts` are None where nobody fetched it."""

    image: Image
    facts: FetchedFacts | None


@dataclass(slots=True)
class Foreign:
    """A line, or the whole file, in a format that the service does not train on.

    `format` is its name, `UNKNOWN` for none in particular. Of a whole file, some lines may be
    convertible to chat.
    """

    format: str
    is_convertible: bool
    is_whole_file: bool = False


@dataclass(slots=True)
class MultilineValue:
    """A JSON value that stands on several lines; `items` of a top-level array, else None.

    One that is no JSON even so has its first `fault`, so many lines below its first.
    """

    lines: int
    items: int | None
    fault: Fault | None = None
    fault_line: int = 0


@dataclass(slots=True)
class Repeat:
    """An example that stands in the file before, in row `first`."""

    first: int


@dataclass(slots=True)
class Shared:
    """An example that stands in the partner of its file too, in row `row` of that."""

    partner: Partner
    row: int


@dataclass(slots=True)
class Stray:
    """An example of another method than its file's, or a file of another than its partner's."""

    method: Method
    file_method: Method
    partner: Partner | None = None


@dataclass(slots=True)
class Skips:
    """How many examples of the file the service skips, and how many more it may."""

    certain: int
    possible: int


@dataclass(slots=True)
class LackingKeys:
    """A reinforcement example without grader keys that most of the file's lines have."""

    keys: tuple[str, ...]
