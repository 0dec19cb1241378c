from __future__ import annotations

import pytest

from mdvid.backends.models.licences import UNSAFE_PICKLE, Terms, judge, require_accepted
from mdvid.backends.models.records import accept_licence
from mdvid.errors import ProviderUnavailable


@pytest.mark.parametrize(
    ("written", "name", "terms"),
    [
        ("apache 2.0", "apache-2.0", Terms.FREE),
        ("Apache 2.0", "apache-2.0", Terms.FREE),
        ("MIT", "mit", Terms.FREE),
        ("MPL", "mpl-2.0", Terms.FREE),
        ("bsd-3-clause", "bsd-3-clause", Terms.FREE),
        ("CC-BY-4.0", "cc-by-4.0", Terms.CREDIT),
        ("CC-BY-SA 4.0", "cc-by-sa-4.0", Terms.SHARE_ALIKE),
        ("openrail++", "openrail++", Terms.RULES),
        ("creativeml-openrail-m", "creativeml-openrail-m", Terms.RULES),
        ("CPML", "cpml", Terms.NON_COMMERCIAL),
        ("CC BY-NC-ND 4.0", "cc-by-nc-nd-4.0", Terms.NON_COMMERCIAL),
        ("cc-by-nc-4.0", "cc-by-nc-4.0", Terms.NON_COMMERCIAL),
        (
            "flux-1-dev-non-commercial-license",
            "flux-1-dev-non-commercial-license",
            Terms.NON_COMMERCIAL,
        ),
        ("stabilityai-ai-community", "stabilityai-ai-community", Terms.UNKNOWN),
        ("bsl-1.1", "bsl-1.1", Terms.UNKNOWN),
        ("custom - see https://example.org/a/voice-terms#important", "voice-terms", Terms.UNKNOWN),
        ("", "unstated", Terms.UNKNOWN),
        (UNSAFE_PICKLE, UNSAFE_PICKLE, Terms.UNSAFE),
    ],
)
def test_licences_are_known_by_what_publishers_write(written: str, name: str, terms: Terms) -> None:
    licence = judge(written)
    assert (licence.name, licence.terms) == (name, terms)
    assert judge(licence.name) == licence


@pytest.mark.parametrize("licence", ["apache 2.0", "CC-BY-SA 4.0", "openrail++", ""])
def test_most_licences_ask_for_nothing(licence: str) -> None:
    require_accepted("coqui:voice", licence, ())


@pytest.mark.parametrize(
    ("licence", "said"),
    [
        ("CPML", "is under the licence `cpml`: no commercial use"),
        ("somebodys", "is under the licence `somebodys`: mdvid does not know"),
        (UNSAFE_PICKLE, "has risks: loading it can run any program"),
    ],
)
def test_others_are_to_be_accepted_by_name(licence: str, said: str) -> None:
    with pytest.raises(ProviderUnavailable, match=f"`coqui:voice` {said}") as caught:
        require_accepted("coqui:voice", licence, ("mit",))
    hint = caught.value.hint or ""
    require_accepted("coqui:voice", licence, (hint.rpartition(" ")[2],))


def test_a_name_is_taken_as_people_write_it() -> None:
    require_accepted("coqui:voice", "CC BY-NC 4.0", ("CC-BY-NC-4.0",))


def test_what_was_recorded_is_not_asked_again() -> None:
    accept_licence("cpml")
    require_accepted("coqui:voice", "CPML", ())
