"""Repair: the smallest change to a released schedule after something happened."""
