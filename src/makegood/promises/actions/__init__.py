"""What is done with promises, one ability a file."""
