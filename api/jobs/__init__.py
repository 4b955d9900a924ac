"""Long work in processes of its own, so that the server stays free to answer."""
