"""What is done with playbooks, one ability a file."""
