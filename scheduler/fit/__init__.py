"""Fit: how well a supplier serves a buyer, 0-100, with its parts in words."""
