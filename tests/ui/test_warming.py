"""What is loaded before the processes are forked."""

from makegood.ui.pages import environment_in_use
from makegood.ui.warming import SURFACES, warm


def test_every_page_is_there_before_it_is_asked_for() -> None:
    pages = environment_in_use()
    assert pages.cache is not None
    pages.cache.clear()

    warm()

    names = pages.list_templates(filter_func=lambda name: name.split("/")[0] in SURFACES)
    assert len(names) > 100
    assert len(pages.cache) == len(names)
