"""What can go wrong."""


class ReadError(ValueError):
    """A file that could not be processed: it is no text, no article, or not in both languages."""

    path: str
    """The file, as the caller called it."""
    message: str
    """What is wrong, with line and byte where that can be said."""

    def __init__(self, path: str, message: str) -> None:
        """Say that ``message`` is wrong with the file ``path``."""
        super().__init__(path, message)
        self.path = path
        self.message = message

    def __str__(self) -> str:
        """Return both, as the command line prints them."""
        return f"{self.path}: {self.message}"
