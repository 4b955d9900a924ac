"""Category trees that come with the project: see README.md here."""
