from collections.abc import Iterator
from uuid import UUID, uuid4

from django.urls import URLResolver, get_resolver, reverse

from makegood.ui.environment import url

VALUES = {"IntConverter": int, "UUIDConverter": UUID}


def of_numbers_and_ids(
    resolver: URLResolver, spaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, list[type]]]:
    """The name of every address that holds numbers and ids only, with what they are."""
    for name in {name for name in resolver.reverse_dict if isinstance(name, str)}:
        for forms, _pattern, _defaults, converters in resolver.reverse_dict.getlist(name):
            for _form, places in forms:
                kinds = [VALUES.get(type(converters.get(one)).__name__) for one in places]
                if kinds and None not in kinds:
                    yield ":".join([*spaces, name]), kinds
    for space, (_prefix, inner) in resolver.namespace_dict.items():
        yield from of_numbers_and_ids(inner, (*spaces, space))


def test_an_address_filled_in_is_the_one_django_makes() -> None:
    known = list(of_numbers_and_ids(get_resolver()))

    assert len(known) > 100
    for name, kinds in known:
        values = [uuid4() if kind is UUID else 31_337 + n for n, kind in enumerate(kinds)]
        assert url(name, *values) == reverse(name, args=values)
