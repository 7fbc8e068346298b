"""`python -m bench.simulation`: the table, and the picture and figures of `docs/simulation.md` written anew."""

from bench.simulation.telling import played, table, write

if __name__ == "__main__":
    figures = played()
    print(table(figures))
    write(figures)
