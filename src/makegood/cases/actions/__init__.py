"""What is done with cases, one ability a file."""
