"""What can be done with words: receive, acknowledge, draft, send, undo."""
