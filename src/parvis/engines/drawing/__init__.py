"""Drawing a panel by lot: fair chances, a published list, a seed said aloud, and anybody redoes it."""
