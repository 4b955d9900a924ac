"""Fonts that come with the project, with their licence."""
