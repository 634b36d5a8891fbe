"""What referrals give to the readers of the product, one file for each reader."""

from .board import board_rows, board_schemes
from .dates import calendar, news, received
from .desk import due, last_moved, recent
from .figures import INDICATORS
from .member import member_blocks, member_tasks
from .panels import meeting_panels, scheme_chapters, scheme_panels
from .search import SEARCH
from .site import home_blocks, open_questions, promises, site_map

__all__ = [
    "INDICATORS",
    "SEARCH",
    "board_rows",
    "board_schemes",
    "calendar",
    "due",
    "home_blocks",
    "last_moved",
    "meeting_panels",
    "member_blocks",
    "member_tasks",
    "news",
    "open_questions",
    "promises",
    "received",
    "recent",
    "scheme_chapters",
    "scheme_panels",
    "site_map",
]
