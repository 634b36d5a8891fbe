"""Votes made for the tests: camps with a mind of their own, and people between two of them."""

import numpy as np

from parvis.engines.mapping.votes import UNSEEN, Votes


def camps(*sizes, statements=30, seen=0.6, doubt=0.1, between=0, seed=5):
    """Votes of camps of these sizes that each have their mind, then of `between` people who answer at random.

    seen: the part of statements that people voted on; doubt: how often somebody leaves their camp's mind.
    """
    chance = np.random.Generator(np.random.PCG64(seed))
    minds = chance.choice([-1, 1], (len(sizes), statements))
    camp = np.repeat(np.arange(len(sizes)), sizes)
    values = np.where(chance.random((len(camp), statements)) < doubt, 0, minds[camp])
    values = np.concatenate([values, chance.choice([-1, 0, 1], (between, statements))]).astype(np.int8)
    values[chance.random(values.shape) > seen] = UNSEEN
    return votes_of(values), camp


def votes_of(values):
    """Votes of p00, p01… on 0, 1, 2… from rows of 1, 0, −1 and UNSEEN."""
    values = np.array(values, dtype=np.int8)
    width = len(str(len(values)))
    people = tuple(f"p{one:0{width}d}" for one in range(len(values)))
    return Votes(people, tuple(str(one) for one in range(values.shape[1])), values, {})
