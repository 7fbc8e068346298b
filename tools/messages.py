"""`make messages`: extract the strings, bring each catalogue up to date, write Latin Serbian from Cyrillic.

Nothing is guessed: a string that changed is untranslated again, and `make check` says so.
"""

import translations
from babel.messages.catalog import Catalog

from makegood.kernel.text import in_latin


def main() -> None:
    wanted = translations.source()
    for locale in translations.WRITTEN:
        catalog = translations.read(locale)
        catalog.update(wanted, no_fuzzy_matching=True, update_creation_date=False)
        translations.write(locale, catalog)
    translations.write(translations.LATIN, _in_latin(translations.read("sr")))
    translations.compile_all()
    for locale in (*translations.WRITTEN, translations.LATIN):
        missing = len(list(translations.wrong(locale, wanted)))
        print(f"{locale}: {len(wanted)} strings, {missing} to do")


def _in_latin(cyrillic: Catalog) -> Catalog:
    made = Catalog(locale=translations.LATIN, project="makegood", charset="utf-8")
    for message in cyrillic:
        if not message.id:
            continue
        string = message.string
        latin = (
            tuple(map(in_latin, string)) if isinstance(string, tuple | list) else in_latin(string)
        )
        made.add(message.id, latin, flags=message.flags, context=message.context)
    return made


if __name__ == "__main__":
    main()
