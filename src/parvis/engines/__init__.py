"""The machine room: pure calculations that anybody can redo from a published file, without Django or a database."""
