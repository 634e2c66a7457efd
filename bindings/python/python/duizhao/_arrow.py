"""What a library has to offer for its data to be taken: the Arrow PyCapsule interface."""

from typing import Protocol


class ArrowArray(Protocol):
    """A record batch of any library."""

    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]:
        """Return the capsules of its schema and its data."""
        ...


class ArrowStream(Protocol):
    """A table, data frame or relation of any library."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Return the capsule of its stream of batches."""
        ...
