"""How often Python looks for cycles of objects that nobody holds any more.

A page, a migration or the demonstration make millions of short-lived objects, and each pass goes over the whole
application for next to nothing: with Python's own thresholds some pages wait a tenth of a second, and the
demonstration loads in a third more time.
"""

import gc

SELDOM = (50_000, 20, 50)


def look_seldom():
    """For every process of the product."""
    gc.set_threshold(*SELDOM)


def hold_what_is_loaded():
    """For a server: the application in memory stays, the collector leaves it alone."""
    gc.collect()
    gc.freeze()
