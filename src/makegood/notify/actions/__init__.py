"""What is done with notices, one ability a file."""
