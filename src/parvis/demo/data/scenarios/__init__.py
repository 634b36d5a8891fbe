"""What is played on top of the demonstration, step by step: kept apart, never loaded at T0."""
