"""HTTP routes: each reads input, calls one service, shapes the answer."""
