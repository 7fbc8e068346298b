"""Fail when a test of this run was skipped: what the machine was made ready for must have run."""

import sys
from xml.etree import ElementTree

cases = ElementTree.parse(sys.argv[1]).getroot().iter("testcase")
ran, skipped = 0, []
for case in cases:
    ran += 1
    if (skip := case.find("skipped")) is not None:
        skipped.append(f"{case.get('classname')}.{case.get('name')}: {skip.get('message')}")
print(f"{ran} tests, {len(skipped)} skipped")
for line in skipped:
    print(f"skipped: {line}")
sys.exit(bool(skipped) or not ran)
