"""Decks written for other tools: each module rewrites one tool's conventions into ours."""
