"""All errors, as one tree.

::

    BriefError                 1   anything below; a plain BriefError is an internal error
    ├── UsageError             2   the command line, an environment variable or the config file is wrong
    ├── SourceError            3   a source cannot be read as an article
    │   └── FetchError             a web address cannot be read now (a retry may help)
    ├── KindError              4   the kind is unknown, or its prompt or schema is broken
    ├── ModelError             5   the model gave no answer
    │   ├── UnreachableError       no connection, or it broke            (a retry may help)
    │   ├── OverloadedError        408, 409, 425, 429, 5xx               (a retry may help)
    │   ├── DeadlineError          no complete answer in the time allowed
    │   ├── KeyRefusedError        401, 403
    │   ├── QuotaError             the account has no credit left
    │   ├── RefusedRequestError    400, 404, 413, 422: the same request would fail again
    │   ├── ContextError           the article does not fit the model's context
    │   └── LocalModelError        the embedded model cannot be fetched or started
    ├── ReplyError             6   the model answered, but not with a briefing
    │   ├── TruncatedError         it ran out of tokens
    │   └── DeclinedError          it declined, or a filter stopped it
    ├── RecordingError         7   offline, and this request was never recorded
    ├── OutputError            8   the result cannot be written
    └── BudgetError           10   the next request could pass a limit that the user set

Further exit codes, which are not errors: 0 success, 1 also if some of several sources failed,
9 ``--strict`` and an item was rejected, 130 interrupted.

Every class has ``exit_code``, ``retryable`` (whether the same request may succeed later) and every error
a ``hint``: what to do about it. Neither message nor hint ever holds a key or the text of an article.
"""

from typing import ClassVar

__all__ = [
    "BriefError",
    "BudgetError",
    "ContextError",
    "DeadlineError",
    "DeclinedError",
    "FetchError",
    "KeyRefusedError",
    "KindError",
    "LocalModelError",
    "ModelError",
    "OutputError",
    "OverloadedError",
    "QuotaError",
    "RecordingError",
    "RefusedRequestError",
    "ReplyError",
    "SourceError",
    "TruncatedError",
    "UnreachableError",
    "UsageError",
]


class BriefError(Exception):
    """The root of the tree: ``str(error)`` is one line for the user, ``hint`` is what to do."""

    exit_code: ClassVar[int] = 1
    retryable: ClassVar[bool] = False

    def __init__(self, message: str, *, hint: str = "", retry_after: float | None = None) -> None:
        """``retry_after``: seconds that the server asked us to wait, if any."""
        super().__init__(message)
        self.hint = hint
        self.retry_after = retry_after
        self.tokens: tuple[int | None, int | None] | None = None
        """Prompt and completion tokens of the failed reply, as counted by its endpoint; None without a reply."""


class UsageError(BriefError):
    """The command line, an environment variable or the config file is wrong."""

    exit_code = 2


class SourceError(BriefError):
    """A source cannot be read as an article."""

    exit_code = 3


class FetchError(SourceError):
    """A web address cannot be read now."""

    retryable = True


class KindError(BriefError):
    """The kind is unknown, or its prompt or schema is broken."""

    exit_code = 4


class ModelError(BriefError):
    """The model gave no answer."""

    exit_code = 5


class UnreachableError(ModelError):
    """No connection to the endpoint, or it broke before the answer was complete."""

    retryable = True


class OverloadedError(ModelError):
    """The endpoint is overloaded or asks clients to slow down."""

    retryable = True


class DeadlineError(ModelError):
    """No complete answer in the time allowed."""


class KeyRefusedError(ModelError):
    """The endpoint refuses the key, or requires one."""


class QuotaError(ModelError):
    """The account has no credit left."""


class RefusedRequestError(ModelError):
    """The endpoint refuses this request and would refuse it again."""


class ContextError(ModelError):
    """The request does not fit the model's context."""


class LocalModelError(ModelError):
    """The embedded model cannot be fetched or started."""


class ReplyError(BriefError):
    """The model answered, but not with a briefing."""

    exit_code = 6


class TruncatedError(ReplyError):
    """The answer ended because the model ran out of tokens."""


class DeclinedError(ReplyError):
    """The model declined, or a content filter stopped it."""


class RecordingError(BriefError):
    """Offline, and this request was never recorded."""

    exit_code = 7


class OutputError(BriefError):
    """The result cannot be written."""

    exit_code = 8


class BudgetError(BriefError):
    """The next request could pass a limit that the user set. It was not sent."""

    exit_code = 10
