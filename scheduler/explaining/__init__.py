"""What stands in the way of a meeting, and the words for it."""
