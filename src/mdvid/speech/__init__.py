"""Speaker notes to utterances: what is said, by whom, with which pauses. Pure."""
