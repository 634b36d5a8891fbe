"""Answers weighed so that they resemble the inhabitants, what that costs in certainty, tables that betray nobody."""
