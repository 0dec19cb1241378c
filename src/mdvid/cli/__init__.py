"""The `mdvid` command: one file a command, and one place that prints."""
