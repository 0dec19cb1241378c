"""The ports: what mdvid asks of narrators, illustrators, renderers and encoders."""
