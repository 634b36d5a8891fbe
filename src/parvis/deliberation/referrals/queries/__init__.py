"""What several pages and readers ask about referrals, by subject."""

from .dossier import answer_rows, answer_words, dossier_of, today_of
from .figures import Figures, accepted_share, answers_on_time, figures, median_delay
from .news import news_about, news_of
from .next_step import (
    AHEAD,
    COUNCILLOR,
    Next,
    draft_of,
    next_review,
    next_step,
    next_step_on,
    proposed_plenary,
    waiting_for_rapporteur,
    why_not_adopted,
)
from .story import story
from .words import answer_delay, asked_by, ground_words, late_words, review_delays

__all__ = [
    "AHEAD", "COUNCILLOR", "Figures", "Next", "accepted_share", "answer_delay", "answer_rows", "answer_words",
    "answers_on_time", "asked_by", "dossier_of", "draft_of", "figures", "ground_words", "late_words",
    "median_delay", "news_about", "news_of", "next_review", "next_step", "next_step_on", "proposed_plenary",
    "review_delays", "story", "today_of", "waiting_for_rapporteur", "why_not_adopted",
]  # fmt: skip
