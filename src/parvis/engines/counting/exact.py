"""Fractions that calculations need exactly, over one common denominator so that adding many of them stays cheap."""

from fractions import Fraction
from math import gcd

ULP = 2.0**-52
"""What one operation on doubles may lose, relatively, twice over (half of it is the true bound)."""


class Ledger:
    """A growing list of exact fractions."""

    def __init__(self):
        self.denominator = 1
        self.numerators = []

    def add(self, numerator, denominator):
        """Write down one fraction (denominator above zero)."""
        common = gcd(numerator, denominator)
        numerator, denominator = numerator // common, denominator // common
        missing = denominator // gcd(self.denominator, denominator)
        if missing > 1:
            self.denominator *= missing
            self.numerators = [value * missing for value in self.numerators]
        self.numerators.append(numerator * (self.denominator // denominator))

    def combined(self, coefficients):
        """The numerator, over the common denominator, of the sum of whole coefficients times what was written."""
        return sum(one * value for one, value in zip(coefficients, self.numerators, strict=False) if one)

    def value(self, place):
        """One of the fractions."""
        return Fraction(self.numerators[place], self.denominator)
