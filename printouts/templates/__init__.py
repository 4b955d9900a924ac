"""The texts of the messages: data that an organiser may edit, never code."""
