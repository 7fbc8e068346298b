"""What is done about flows, one ability a file."""
