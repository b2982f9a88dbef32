"""What a file remembers of each line, and the sums over its lines that file rules judge."""

from collections import Counter
from typing import NamedTuple

from tunelint.dataset.foreign import UNKNOWN
from tunelint.dataset.method import Method, method_of_file
from tunelint.dataset.partner import Partner

NO_KEYS: frozenset[str] = frozenset()


class Kind(NamedTuple):
    """What sort of line it is. A file has few sorts, so lines are counted by them.

    A non-blank line is an example, be it broken or an object. `method` None means undecided.
    `foreign` is the format's name when it is none that the service trains on. `grader_keys` are
    the keys that are there for a reinforcement grader.
    """

    is_example: bool = True
    is_object: bool = True
    method: Method | None = None
    foreign: str = ""
    has_images: bool = False
    grader_keys: frozenset[str] = NO_KEYS

    @property
    def is_graded(self) -> bool:
        """Whether a reinforcement file takes the line for one of its examples."""
        is_ours = self.method in (None, Method.REINFORCEMENT)
        return is_ours and self.is_object and not self.foreign


class Summary(NamedTuple):
    """One line: its sort, and for an object a number that is equal for equal examples.

    `tokens` are counted only where somebody asks for them.
    """

    kind: Kind
    fingerprint: int | None
    tokens: int = 0


class Totals:
    """Sums over a file's lines. Adding a line and taking it away are each other's inverse.

    `is_lenient` is said of files that nobody said to be for training, and `planned` is the method
    of the job, where it is configured. `partner` is the file that is used together with this one;
    `shared` examples stand in both, and `repeated` ones in this one before.
    """

    def __init__(
        self,
        *,
        is_lenient: bool = False,
        planned: Method | None = None,
        partner: Partner | None = None,
    ) -> None:
        self.kinds: Counter[Kind] = Counter()
        self.fingerprints: dict[int, int] = {}
        self.repeated = 0
        self.shared = 0
        self.tokens = 0
        self.byte_size = 0
        self.has_byte_order_mark = False
        self.multiline_values = 0
        self.is_wide = False
        self._is_lenient = is_lenient
        self._planned = planned
        self.partner = partner

    def add(self, summary: Summary) -> None:
        """Count a line."""
        kind, fingerprint, tokens = summary
        self.kinds[kind] += 1
        self.tokens += tokens
        if fingerprint is not None:
            before = self.fingerprints.get(fingerprint, 0)
            self.fingerprints[fingerprint] = before + 1
            if before:
                self.repeated += 1
            elif self.partner:
                self.shared += fingerprint in self.partner.rows

    def remove(self, summary: Summary) -> None:
        """Take a counted line away."""
        kind, fingerprint, tokens = summary
        self.kinds[kind] -= 1
        self.tokens -= tokens
        if fingerprint is not None:
            self.fingerprints[fingerprint] -= 1
            if self.fingerprints[fingerprint]:
                self.repeated -= 1
            else:
                del self.fingerprints[fingerprint]
                if self.partner:
                    self.shared -= fingerprint in self.partner.rows

    def meet(self, partner: Partner | None) -> None:
        """Go on with another partner."""
        self.partner = partner
        self.shared = len(self.fingerprints.keys() & partner.rows.keys()) if partner else 0

    @property
    def examples(self) -> int:
        """The lines that are not blank."""
        return sum(number for kind, number in self.kinds.items() if kind.is_example)

    @property
    def examples_can_be_counted(self) -> bool:
        """Whether lines are examples: not in a foreign format, nor where a value takes several.

        Of a file in UTF-16 or UTF-32, which `is_wide`, there is but the first line.
        """
        return not self.foreign and not self.multiline_values and not self.is_wide

    @property
    def image_examples(self) -> int:
        """The examples with images."""
        return sum(number for kind, number in self.kinds.items() if kind.has_images)

    @property
    def methods(self) -> Counter[Method | None]:
        """The examples by the method that they are plainly made for."""
        methods: Counter[Method | None] = Counter()
        for kind, number in self.kinds.items():
            if kind.is_object and not kind.foreign:
                methods[kind.method] += number
        return +methods

    @property
    def usual_grader_keys(self) -> frozenset[str]:
        """The keys for a grader that more than half of a reinforcement file's examples have."""
        if self.method is not Method.REINFORCEMENT:
            return NO_KEYS
        counts: Counter[str] = Counter()
        graded = 0
        for kind, number in self.kinds.items():
            if kind.is_graded:
                graded += number
                counts.update(dict.fromkeys(kind.grader_keys, number))
        return frozenset(key for key, number in counts.items() if 2 * number > graded)

    @property
    def foreign(self) -> str:
        """The one foreign format of all examples, if they have one.

        That no line looks like an example, though some may be broken, is an answer only where
        nobody said that the file is for training.
        """
        kinds = {kind for kind, number in self.kinds.items() if number and kind.is_example}
        formats = {kind.foreign for kind in kinds}
        if self._is_lenient and {kind.foreign for kind in kinds if kind.is_object} == {UNKNOWN}:
            return UNKNOWN
        return formats.pop() if len(formats) == 1 and UNKNOWN not in formats else ""

    @property
    def is_for_training(self) -> bool:
        """Whether somebody said that the file is for training, or some line looks like it."""
        return self.foreign != UNKNOWN

    @property
    def method(self) -> Method | None:
        """The method of the file, None when it is of a foreign format."""
        if self.foreign:
            return None
        return self._planned or method_of_file(self.methods)
