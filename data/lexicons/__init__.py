"""What the words of European languages mean in English, and which language a text is in."""
