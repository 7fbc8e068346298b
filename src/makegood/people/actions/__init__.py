"""What can be done to staff and customers."""
