"""What one does with a text: write, comment, disagree, adopt, lock. A host feature may run the adoption for its own."""

from .adoption import Vote, adopt, approve, publish
from .debate import add_minority, join_minority, note_debate, note_divergence, revise_minority
from .drafting import Conflict, create_plain_version, create_text, keep_draft, rename, save_version
from .recommending import add_recommendation, remove_recommendation, revise_recommendation
from .remarks import close_comments, comment, open_comments, return_to_drafting, settle_comment
from .voting import cast_written_vote, close_written_procedure, open_written_procedure, vote_on

__all__ = [
    "Conflict", "Vote", "add_minority", "add_recommendation", "adopt", "approve", "cast_written_vote",
    "close_comments", "close_written_procedure", "comment", "create_plain_version", "create_text", "join_minority",
    "keep_draft", "note_debate", "note_divergence", "open_comments", "open_written_procedure", "publish",
    "remove_recommendation", "rename", "return_to_drafting", "revise_minority", "revise_recommendation",
    "save_version", "settle_comment", "vote_on",
]  # fmt: skip
