"""One function per thing an organiser does."""
