"""An incremental builder that never heard of slides."""
