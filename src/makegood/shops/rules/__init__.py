"""What can be decided of shops, orders and files without asking anybody."""
