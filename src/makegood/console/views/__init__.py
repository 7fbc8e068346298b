"""The views: door, form or query, action, render."""
