"""A local service that answers like the real one and trains nothing, to rehearse with."""

from tunelint.rehearsal.faults import FaultError
from tunelint.rehearsal.rehearsal import Rehearsal
from tunelint.rehearsal.serving import serving

__all__ = ["FaultError", "Rehearsal", "serving"]
