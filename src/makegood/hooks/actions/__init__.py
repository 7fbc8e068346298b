"""What is done about endpoints and their posts, one ability a file."""
