"""A shop with eight agents over sixty days, played through with a virtual clock: what the order of the queue and the
rule of silence do. What is assumed is written down in `docs/simulation.md`.
"""
