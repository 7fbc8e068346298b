"""The outside world, one folder each; an adapter knows ports and the kernel, and nobody imports it."""
