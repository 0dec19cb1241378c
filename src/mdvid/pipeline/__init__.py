"""The shape of an mdvid build."""
