"""Contributions in French, read without any outside service: what repeats, what resembles, what is talked about."""
