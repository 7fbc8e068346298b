"""Mails written for this desk, odd and ordinary, each with what must be read from it: the corpus, by kind.

Each module but `writing`, `writing_tnef`, `words`, `tongues`, `quoting` and `comparing` is a kind, and its `SAMPLES` are its mails.
"""

from makegood.testing.mails import (
    attachments,
    automatic,
    bounces,
    charsets,
    clients,
    encapsulated,
    forwards,
    headers,
    html_bodies,
    replies,
    returned,
    shapes,
    signatures,
    systems,
    transfers,
)
from makegood.testing.mails.writing import Sample

KINDS: dict[str, list[Sample]] = {
    module.__name__.rpartition(".")[2]: module.SAMPLES
    for module in (
        charsets,
        headers,
        shapes,
        transfers,
        attachments,
        html_bodies,
        encapsulated,
        automatic,
        bounces,
        returned,
        replies,
        clients,
        signatures,
        forwards,
        systems,
    )
}
CORPUS = [sample for samples in KINDS.values() for sample in samples]
