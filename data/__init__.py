"""Keeping and exchanging: sheets, schedule folders, samples."""
