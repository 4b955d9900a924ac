"""Paper and messages: content first, layout second, bytes third."""
