"""The words of a message are filled in by the database itself, whoever writes the row.

Two kinds of lexemes stand side by side: stemmed in the message's language (so "pacco" finds "pacchi"), and
plain without accents, Cyrillic in Latin letters (so that both Serbian scripts find each other, and beginnings
of words are found). Positions are stripped: nobody asks for phrases, and the index stays small.
"""

from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations

FORWARD = r"""
CREATE FUNCTION makegood_latin(words text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    -- Letter by letter is slow, and most texts have no Cyrillic in them.
    SELECT unaccent(CASE WHEN words !~ '[Ѐ-ӿ]' THEN lower(words) ELSE
        replace(replace(replace(translate(lower(words),
            'абвгдђежзијклмнопрстћуфхцчшщыэюяйёѓќѕъь',
            'abvgddezzijklmnoprstcufhccssyeuajedks'), 'љ', 'lj'), 'њ', 'nj'), 'џ', 'dz') END)
$$;

CREATE FUNCTION makegood_stemmer(language text) RETURNS regconfig LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE language
        WHEN 'en' THEN 'pg_catalog.english'::regconfig
        WHEN 'it' THEN 'pg_catalog.italian'::regconfig
        WHEN 'lt' THEN 'pg_catalog.lithuanian'::regconfig
        WHEN 'sr' THEN 'pg_catalog.serbian'::regconfig
        WHEN 'sr-latn' THEN 'pg_catalog.serbian'::regconfig
        WHEN 'hu' THEN 'pg_catalog.hungarian'::regconfig
        WHEN 'es' THEN 'pg_catalog.spanish'::regconfig
        WHEN 'ru' THEN 'pg_catalog.russian'::regconfig
        ELSE 'pg_catalog.simple'::regconfig
    END
$$;

CREATE FUNCTION makegood_words(language text, words text) RETURNS tsvector LANGUAGE sql STABLE AS $$
    SELECT strip(to_tsvector('pg_catalog.simple', makegood_latin(words))
              || to_tsvector(makegood_stemmer(language), words))
$$;

-- One word typed by a reader whose language nobody knows: plain, or as any of the languages would stem it.
CREATE FUNCTION makegood_word_query(word text, is_prefix boolean) RETURNS tsquery LANGUAGE sql STABLE AS $$
    SELECT (CASE WHEN is_prefix AND makegood_latin(word) ~ '^\w+$'
                 THEN to_tsquery('pg_catalog.simple', quote_literal(makegood_latin(word)) || ':*')
                 ELSE plainto_tsquery('pg_catalog.simple', makegood_latin(word)) END)
        || plainto_tsquery('pg_catalog.english', word)
        || plainto_tsquery('pg_catalog.italian', word)
        || plainto_tsquery('pg_catalog.lithuanian', word)
        || plainto_tsquery('pg_catalog.serbian', word)
        || plainto_tsquery('pg_catalog.hungarian', word)
        || plainto_tsquery('pg_catalog.spanish', word)
        || plainto_tsquery('pg_catalog.russian', word)
$$;

CREATE FUNCTION makegood_fill_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.words := makegood_words(NEW.language, left(
        NEW.subject || ' ' || NEW.from_name || ' ' || NEW.from_address || ' ' || NEW.text, 100000));
    RETURN NEW;
END
$$;

CREATE TRIGGER message_words
BEFORE INSERT OR UPDATE OF subject, text, from_name, from_address, language ON messages_message
FOR EACH ROW EXECUTE FUNCTION makegood_fill_words();
"""

BACKWARD = """
DROP TRIGGER message_words ON messages_message;
DROP FUNCTION makegood_fill_words();
DROP FUNCTION makegood_word_query(text, boolean);
DROP FUNCTION makegood_words(text, text);
DROP FUNCTION makegood_stemmer(text);
DROP FUNCTION makegood_latin(text);
"""


class Migration(migrations.Migration):
    dependencies = [("messages", "0002_outbox_wishes_and_acknowledgements")]

    operations = [UnaccentExtension(), migrations.RunSQL(FORWARD, BACKWARD)]
