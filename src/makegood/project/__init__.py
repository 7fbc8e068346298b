"""The composition root: settings, addresses, processes and the command line. Nobody imports it."""
