"""The verbs of a referral (part B.2), in the order of its life."""

from .agenda import put_on_agenda, take_off_agenda
from .answering import (
    acknowledge,
    answer,
    approve_answer,
    enter_answer,
    present_answer,
    propose_answer,
    take_up_proposal,
)
from .asking import decline, draft, revise, sign, submit, unsign, withdraw
from .following import close, hold_review, reopen
from .hearing import answer_invitation, cancel_hearing, hold_hearing, invite_guest, plan_hearing
from .opinion import (
    adopt_opinion,
    conclude_written_vote,
    open_written_vote,
    publish_opinion,
    return_to_work,
    start_drafting,
    transmit,
)
from .working import (
    add_contribution,
    add_work_step,
    admit,
    assign,
    complete_work_step,
    lapse,
    resume,
    start,
    take_over,
)

__all__ = [
    "acknowledge", "add_contribution", "add_work_step", "admit", "adopt_opinion", "answer", "answer_invitation",
    "approve_answer", "assign", "cancel_hearing", "close", "complete_work_step", "conclude_written_vote", "decline",
    "draft", "enter_answer", "hold_hearing", "hold_review", "invite_guest", "lapse", "open_written_vote",
    "plan_hearing", "present_answer", "propose_answer", "publish_opinion", "put_on_agenda", "reopen", "resume",
    "return_to_work", "revise", "sign", "start", "start_drafting", "submit", "take_off_agenda", "take_over",
    "take_up_proposal", "transmit", "unsign", "withdraw",
]  # fmt: skip
