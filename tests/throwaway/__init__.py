"""A feature that exists only to prove that a feature is told once and found everywhere."""
