"""Who sits at which table, round after round: everybody meets as many people as can be, each table mixed."""
