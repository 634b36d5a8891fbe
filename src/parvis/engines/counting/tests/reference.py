"""Slow and obviously right: the rules written with sets and fractions, to compare the engine with."""

from fractions import Fraction


def order(scores, costs, ids):
    """Projects by score, then cheaper, then identifier."""
    return sorted(ids, key=lambda one: (-scores[one], costs[one], one))


def by_votes(ranking, costs, budget, *, stop=False, elected=(), rivals=()):
    """Elect along the ranking."""
    elected = list(elected)
    left = budget - sum(costs[one] for one in elected)
    for one in ranking:
        if one in elected or any(one in group and set(group) & set(elected) for group in rivals):
            continue
        if costs[one] > left:
            if stop:
                break
            continue
        elected.append(one)
        left -= costs[one]
    return elected


def first_of_each(ranking, costs, budget, territories, *, stop=False, rivals=()):
    """The best that fits of each territory, then along the ranking."""
    elected = []
    for one in ranking:
        served = {territories[other] for other in elected}
        if territories[one] and territories[one] not in served:
            elected = by_votes([one], costs, budget, elected=elected, rivals=rivals)
    return by_votes(ranking, costs, budget, stop=stop, elected=elected, rivals=rivals)


def equal_shares(ballots, costs, share, *, cost_utility, rivals=()):
    """Equal shares of `share` each: [(project, price)]; ties go to the cheaper, then to the identifier."""
    money = [Fraction(share)] * len(ballots)
    bought = []
    while True:
        prices = {}
        for one in costs:
            taken = {project for project, _ in bought}
            if one in taken or any(one in group and set(group) & taken for group in rivals):
                continue
            price = dearest([money[voter] for voter, ballot in enumerate(ballots) if one in ballot], costs[one])
            if price is not None:
                prices[one] = price
        if not prices:
            return bought
        rates = {one: price / costs[one] if cost_utility else price for one, price in prices.items()}
        best = min(prices, key=lambda one: (rates[one], costs[one], one))
        for voter, ballot in enumerate(ballots):
            if best in ballot:
                money[voter] -= min(money[voter], prices[best])
        bought.append((best, prices[best]))


def dearest(held, cost):
    """The price such that everybody pays it, or all they have, and the cost is paid; None when it cannot be."""
    if sum(held) < cost or not held:
        return None
    for poor, some in enumerate(sorted(held)):
        price = Fraction(cost - sum(sorted(held)[:poor])) / (len(held) - poor)
        if price <= some:
            return price
    raise AssertionError("somebody pays the price")


def add1(ballots, costs, budget, step, *, cost_utility, rivals=()):
    """The last outcome within the budget when everybody's share rises by `step`."""
    share = Fraction(budget, len(ballots))
    found = equal_shares(ballots, costs, share, cost_utility=cost_utility, rivals=rivals)
    supported = {one for ballot in ballots for one in ballot}
    while not supported <= _settled(found, rivals):
        share += step
        following = equal_shares(ballots, costs, share, cost_utility=cost_utility, rivals=rivals)
        if sum(costs[one] for one, _ in following) > budget:
            return found
        found = following
    return found


def _settled(bought, rivals):
    taken = {one for one, _ in bought}
    return taken | {one for group in rivals if set(group) & taken for one in group}


def phragmen(ballots, costs, budget, *, stop, rivals=()):
    """Sequential Phragmén: [(project, time)]."""
    loads = [Fraction(0)] * len(ballots)
    bought, left = [], budget
    waiting = {one for one in costs if costs[one] <= budget and any(one in ballot for ballot in ballots)}
    while waiting:
        times = {}
        for one in waiting:
            supporters = [voter for voter, ballot in enumerate(ballots) if one in ballot]
            times[one] = (costs[one] + sum(loads[voter] for voter in supporters)) / len(supporters)
        best = min(waiting, key=lambda one: (times[one], costs[one], one))
        waiting.remove(best)
        if any(best in group and set(group) & {project for project, _ in bought} for group in rivals):
            continue
        if costs[best] > left:
            if stop:
                break
            continue
        left -= costs[best]
        bought.append((best, times[best]))
        loads = [times[best] if best in ballot else load for load, ballot in zip(loads, ballots, strict=True)]
    return bought


def median_sequence(judgments):
    """The majority value: the grades taken away one by one, each time the lower median."""
    left, taken = sorted(judgments), []
    while left:
        taken.append(left.pop((len(left) - 1) // 2))
    return taken
