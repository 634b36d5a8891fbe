"""What each engine costs, and how near its floor: `measure()` gives rows for tests/load/bench_engines.py."""
