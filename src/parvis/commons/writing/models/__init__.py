"""Texts written together: versions, remarks, debate, disagreements, adoption, recommendations."""

from .adoption import Adoption, WrittenProcedure, WrittenVote
from .debate import DebateNote, Divergence, MinorityPosition, Position
from .recommendations import Recommendation
from .remarks import Comment
from .texts import Text, TextDraft, Version

__all__ = [
    "Adoption", "Comment", "DebateNote", "Divergence", "MinorityPosition", "Position", "Recommendation", "Text",
    "TextDraft", "Version", "WrittenProcedure", "WrittenVote",
]  # fmt: skip
