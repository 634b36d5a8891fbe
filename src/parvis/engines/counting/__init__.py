"""Counting a participatory budget: ballots of every kind, allocation rules of every kind, each result explained.

`election` holds what was voted, `rules` says how it is allocated, `tally.count` gives winners and reasons.
"""
