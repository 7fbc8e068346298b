"""What is done in bulk, one ability a file."""
