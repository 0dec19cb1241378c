from __future__ import annotations

import pytest

from mdvid.backends.models.choice import ANIMATORS, ILLUSTRATORS, LISTENERS, VOICES, Choice
from mdvid.backends.models.coqui_catalogue import find_entry
from mdvid.backends.models.licences import judge
from mdvid.backends.models.wanted import parse_wanted

ALL = (*VOICES, *LISTENERS, *ILLUSTRATORS, *ANIMATORS)


@pytest.mark.parametrize("choice", ALL, ids=lambda choice: choice.name)
def test_what_is_offered_may_be_used_for_money_and_can_be_asked_for(choice: Choice) -> None:
    licence = judge(choice.licence)
    assert licence.commercial
    assert licence.name == choice.licence
    wanted = parse_wanted(choice.kind, choice.written)
    assert (wanted.provider, wanted.name) == (choice.provider, choice.name)


@pytest.mark.models
@pytest.mark.parametrize("choice", VOICES, ids=lambda choice: choice.name)
def test_voices_are_in_the_catalogue_under_that_licence(choice: Choice) -> None:
    entry = find_entry(choice.name)
    assert judge(entry.licence).name == choice.licence
    assert not entry.vocoder
    assert not entry.unsafe
