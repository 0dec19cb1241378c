"""Nouns and arithmetic of the video: frames, samples, timeline, captions, H.264. Pure."""
