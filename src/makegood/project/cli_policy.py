"""Consumer law on the command line: explain facts, look into packs, check them. Needs no database."""

import json
import sys
from pathlib import Path

from makegood.kernel.errors import BadInput
from makegood.policy.ports import Pack, Rule
from makegood.policy.queries import complaints, examples_of, explained, packs, wrongly_installed
from makegood.policy.rules.packs import BadPack, read_pack
from makegood.policy.rules.reviewing import changes


def print_explained(file: str) -> None:
    """`file` holds one object of facts or a list ("-": standard input); raises BadInput where it can't be read."""
    given = _json(file)
    result = [explained(one) for one in given] if isinstance(given, list) else explained(given)
    # UTF-8 whatever the terminal speaks.
    sys.stdout.buffer.write(json.dumps(result, ensure_ascii=False, indent=1).encode() + b"\n")


def _json(file: str) -> object:
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return json.loads(raw)
    except OSError as error:
        raise BadInput("file", f"{file}: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise BadInput("file", f"{file} is not JSON: {error}") from error


def list_packs() -> None:
    """A line for each: id, version, standing, day of the next review, number of rules."""
    for pack in packs().values():
        due = f"review by {pack.next_review}"
        print(
            f"{pack.pack_id:4} {pack.version:10} {pack.legal_status:10} {due}  {len(pack.rules):4} rules"
        )


def show_pack(name: str, rule_id: str) -> None:
    """Every rule of a pack, or those whose id begins with `rule_id`, each with its source and how sure it is."""
    pack = _pack(name)
    print(f"{pack.pack_id} {pack.version}, {pack.legal_status}. {pack.disclaimer}")
    if pack.inherits:
        print(f"What is not here is inherited from {pack.inherits}.")
    for rule in pack.rules:
        if rule.rule_id.startswith(rule_id):
            _print_rule(rule)


def _print_rule(rule: Rule) -> None:
    value = "none" if rule.value is None else f"{rule.value} {rule.unit}"
    print(f"\n{rule.rule_id}: {value}, from {rule.from_event} ({rule.owner})")
    if rule.valid_from or rule.valid_to:
        print(
            f"  holds {rule.valid_from or '…'} to {rule.valid_to or '…'}, by the day of the {rule.valid_on}"
        )
    if rule.when:
        print(f"  where {rule.when}")
    print(
        f"  {rule.source} ({rule.confidence} confidence{'' if rule.seen else ', not compared with a text'})"
    )
    if rule.note:
        print(f"  {rule.note}")


def check_packs(names: tuple[str, ...]) -> bool:
    """Whether all packs are where they are looked for, and each of these says and rules as it should."""
    if misplaced := wrongly_installed():  # then no name can be trusted to mean the pack it says
        for name, lines in misplaced.items():
            print(f"{name}: {'; '.join(lines)}")
        return False
    all_well = True
    for name in names or tuple(packs()):
        pack = _pack(name)
        count, wrong = len(examples_of(pack)), complaints(pack)
        all_well = all_well and not wrong
        print(f"{pack.pack_id}: {len(pack.rules)} rules, {count} examples, {len(wrong)} faults")
        for line in wrong:
            print(f"  {line}")
    return all_well


def print_changes(old: str, new: str) -> None:
    """What `new` says that `old` did not: packs by id, or files."""
    for line in changes(_pack(old), _pack(new)):
        print(line)


def _pack(name: str) -> Pack:
    """By id, or from a file."""
    if found := packs().get(name.upper()):
        return found
    try:
        return read_pack(Path(name).read_text(encoding="utf-8"))
    except OSError as error:
        known = ", ".join(packs())
        raise BadInput("pack", f"{name} is neither a pack ({known}) nor a file") from error
    except (BadPack, UnicodeDecodeError) as error:
        raise BadInput("pack", f"{name}: {error}") from error
