"""The cost of a briefing: what all requests for it used."""

from .. import __version__
from ..briefing import Provenance, Tokens
from ..config.settings import Settings
from ..kinds.registry import Kind
from ..llm.base import Completion, Model, Usage

__all__ = ["Cost"]


class Cost:
    """The cost of all requests for one briefing, added up as their replies arrive."""

    def __init__(self) -> None:
        self._usage = Usage()
        self._recorded: list[bool] = []
        self._modes: list[str] = []
        self._judge_requests = 0

    def of(self, completion: Completion) -> str:
        """Count ``completion`` and return its text."""
        self._usage += completion.usage
        self._recorded.append(completion.recorded)
        self._modes += [completion.mode] if completion.mode else []
        return completion.text

    def of_judge(self, completion: Completion) -> str:
        """Count ``completion`` as one by the judge and return its text."""
        self._judge_requests += completion.usage.requests
        return self.of(completion)

    def provenance(self, kind: Kind, model: Model | None, settings: Settings, seconds: float) -> Provenance:
        """The model and the cost so far. ``model``: None if nobody was asked; ``seconds``: the time that it took."""
        return Provenance(
            model=model.endpoint.model if model else "none",
            endpoint=model.endpoint.host if model else "none",
            plan=settings.plan or "single",
            mode=", ".join(dict.fromkeys(self._modes)) or None,
            prompt_digest=kind.digest,
            requests=self._usage.requests,
            judge_requests=self._judge_requests,
            tokens=Tokens(
                prompt=self._usage.prompt_tokens,
                completion=self._usage.completion_tokens,
                cached=self._usage.cached_tokens,
            ),
            seconds=round(seconds, 2),
            recorded=bool(self._recorded) and all(self._recorded),
            version=__version__,
        )
