"""Read every mail of the corpus and print, per kind, how many facts are right; fails when one is not."""

import sys
import time

from makegood.testing.mails import KINDS
from makegood.testing.mails.comparing import differences


def main() -> int:
    print(f"{'kind':14}{'mails':>8}{'facts':>8}{'right':>8}{'wrong':>8}")
    totals = [0, 0, 0, 0]
    wrong: list[str] = []
    began = time.process_time()
    for kind, samples in KINDS.items():
        found = {sample.name: differences(sample) for sample in samples}
        facts = sum(len(sample.expected) for sample in samples)
        failed = sum(len(odd) for odd in found.values())
        row = (len(samples), facts, facts - failed, failed)
        totals = [total + one for total, one in zip(totals, row, strict=True)]
        print(f"{kind:14}" + "".join(f"{number:8}" for number in row))
        wrong += [
            f"{kind}/{name}: {fact} should be {pair[0]!r:.200}, is {pair[1]!r:.200}"
            for name, odd in found.items()
            for fact, pair in odd.items()
        ]
    print(f"{'all':14}" + "".join(f"{number:8}" for number in totals))
    print(f"{totals[0] / (time.process_time() - began):.0f} mails a second of processor time")
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
