"""What customers ask for, and what they are shown."""
