"""Who thinks alike: votes on statements made into a map, groups, what each says, and how sure that is."""
