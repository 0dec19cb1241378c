"""Settings, from every source of them."""
