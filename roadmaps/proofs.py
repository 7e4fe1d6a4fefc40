"""What the documents of a checkpoint come to. States follow from the proofs and are never stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from roadmaps.models import Checkpoint, Proof
from roadmaps.required_documents import Kind, in_words, missing_kinds, required_kinds


class ProofState(StrEnum):
    """What a checkpoint's documents are; the most urgent of them speaks."""

    MISSING = "missing"
    RETURNED = "returned"
    WAITING = "waiting"
    ACCEPTED = "accepted"

    @property
    def tag(self) -> str:
        """Its look: one of the states that the style sheet knows."""
        return {"missing": "idle", "returned": "late", "waiting": "soon", "accepted": "done"}[self.value]

    @property
    def label(self) -> str:
        return {
            "missing": "документ не приложен",
            "returned": "возвращён с замечанием",
            "waiting": "на проверке",
            "accepted": "принят",
        }[self.value]


TAGS = {Proof.Status.WAITING: "soon", Proof.Status.ACCEPTED: "done", Proof.Status.RETURNED: "late"}


def tag_of(status: str) -> str:
    """The look of one document's state."""
    return TAGS.get(Proof.Status(status), "idle")


def state_of(statuses: Iterable[str]) -> ProofState:
    """The state of a checkpoint with documents of these states; those replaced no longer count."""
    there = set(statuses)
    for status in (Proof.Status.RETURNED, Proof.Status.WAITING, Proof.Status.ACCEPTED):
        if status in there:
            return ProofState(status.value)
    return ProofState.MISSING


@dataclass(frozen=True, slots=True)
class Proofs:
    """The documents of a checkpoint together: their state and the kinds that are asked for and still missing."""

    state: ProofState
    missing: tuple[Kind, ...]

    @property
    def ask(self) -> str:
        """«Нужен документ: справка», empty where nothing is missing."""
        return in_words(self.missing)


def proofs_of(checkpoint: Checkpoint, proofs: Iterable[Proof]) -> Proofs:
    """A returned document does not answer the demand, a waiting one does."""
    rows = list(proofs)
    answers = (Proof.Status.WAITING, Proof.Status.ACCEPTED)
    attached = [row.document.kind for row in rows if row.status in answers]
    return Proofs(state_of(row.status for row in rows), missing_kinds(_required(checkpoint), attached))


def asked(checkpoint: Checkpoint) -> str:
    """«Нужен документ: справка», as the plan has it."""
    return in_words(_required(checkpoint))


def likely_kind(checkpoint: Checkpoint, default: Kind = Kind.OTHER) -> Kind:
    """What the plan asks for first."""
    return next(iter(_required(checkpoint)), default)


def _required(checkpoint: Checkpoint) -> tuple[Kind, ...]:
    return required_kinds(checkpoint.activity.output_documents, checkpoint.activity.result)
