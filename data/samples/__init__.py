"""Fairs that come with the project."""
