"""Words of the lexicon in the IPA: espeak-ng says just these sounds, and tells when."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.line import Desk

from mdvid.backends.espeak_ipa import encode, sounds

pytestmark = [pytest.mark.espeak]

VOWELS = "aeiouyæɑɒɔəɐɚɜɝɛʌɪʊøœʏ"

ACCENTS = {
    ("gmw/en-US", "en"): (
        "r:ɹ a:æ ɑ:ɑː ɒ:ɑː ɔ:ɔː ɐ:ə ɜ:ɜː ɝ:ɜː ɝː:ɜː e:ɛ u:uː əʊ:oʊ o:oʊ ɪə:ɪɹ eə:ɛɹ ɛə:ɛɹ ʊə:ʊɹ ɹ̯:ɹ"
    ),
    ("gmw/en", "en"): (
        "r:ɹ æ:a ɑ:ɑː ɔ:ɔː ɐ:ə ɚ:ə ɜ:ɜː ɝ:ɜː ɝː:ɜː e:ɛ u:uː oʊ:əʊ o:əʊ ɪə:iə ɛə:eə ɹ̯:ɹ"
    ),
    ("gmw/de", "de"): "ʁ:r ʀ:r aː:ɑː ɐ:ɜ y:yː ø:øː ɔʏ:ɔø ɔɪ:ɔø",
    ("roa/es", "es"): "b:β d:ð ɡ:ɣ ai:aɪ au:aʊ ei:eɪ eu:eʊ oi:oɪ",
    ("roa/fr", "fr"): "r:ʁ ɥ:y ɑ:a",
}
"""For each voice, and the table for it, what the accent makes of sounds that it has not."""


def spoken(voice: str, texts: list[str]) -> list[str]:
    """Return the phonemes that espeak-ng speaks, stress left out."""
    script = Path(__file__).with_name("espeak_phonemes.py")
    command = [sys.executable, str(script), voice]
    out = subprocess.check_output(command, input=json.dumps(texts).encode())
    return [text.replace("ˈ", "").replace("ˌ", "") for text in json.loads(out)]


@pytest.mark.parametrize(("voice", "dictionary"), ACCENTS)
def test_every_sound_that_is_written_is_the_sound_that_is_said(voice: str, dictionary: str) -> None:
    accent = dict(pair.split(":") for pair in ACCENTS[voice, dictionary].split())
    known = list(sounds(dictionary))
    written = [f"⟦pˈ{s}pa⟧" if s[0] in VOWELS else f"⟦a{s}ˈa⟧" for s in known]
    (a, *said) = spoken(voice, [encode(text, dictionary).text for text in ["⟦a⟧", *written]])
    heard = [accent.get(sound, sound) for sound in known]
    frames = [
        f"p{sound}p{a}" if name[0] in VOWELS else f"{a}{sound}{a}"
        for name, sound in zip(known, heard, strict=True)
    ]
    assert said == frames


@pytest.mark.parametrize(
    ("voice", "dictionary", "words"),
    [
        ("gmw/en-US", "en", {"ˈsiːkwəl": "siːkwəl", "njuː ˈjɔːɹk": "njuː jɔːɹk", "dʒɪf": "dʒɪf"}),
        ("gmw/en", "en", {"ˈmɛtəl": "mɛtəl", "ˌkjuːbəˈnɛtɪs": "kjuːbənɛtɪs"}),
        ("gmw/de", "de", {"ˈʃtʁaːsə": "ʃtɾɑːsə", "ˈbyːçɐ": "byːçɜ"}),
        ("roa/es", "es", {"kaˈmjon": "kamjon", "ˈt͡ʃiko": "tʃiko"}),
        ("roa/fr", "fr", {"bɔ̃ˈʒuʁ": "bɔ̃ʒuʁ", "nɥi": "nyi"}),
    ],
)
def test_a_word_is_said_as_it_is_written(
    voice: str, dictionary: str, words: dict[str, str]
) -> None:
    texts = [" ".join(f"⟦{part}⟧" for part in word.split()) for word in words]
    assert spoken(voice, [encode(text, dictionary).text for text in texts]) == list(words.values())


DECK = """\
---
marp: true
lexicon:
  SQL: /ˈsiːkwəl/
  Gdańsk: /ɡəˈdænsk/
  New York: /njuː ˈjɔːɹk/
---

* one
* two

<!--
In Gdańsk, SQL's older [click] than in New York. They say "SQL" there,
and (Gdańsk) SQL. [click] The end.
-->
"""


def told(desk: Desk, text: str) -> Any:
    desk.build(desk.deck(text), "-f", "json,vtt,mp4", "--size", "320x180")
    return json.loads(desk.path("deck.json").read_text("utf-8"))["slides"][0]


@pytest.mark.browser
def test_captions_keep_what_is_written_and_every_word_has_its_time(desk: Desk) -> None:
    slide = told(desk, DECK)
    written = "In Gdańsk, SQL's older than in New York."
    first = slide["speech"][0]
    assert first["text"] == written
    assert first["spoken"] == "In /ɡəˈdænsk/, /ˈsiːkwəl/'s older than in /njuː/ /ˈjɔːɹk/."
    words = [word["text"] for word in first["words"]]
    assert words == written.split()
    starts = [word["start"] for word in first["words"]]
    assert all(after - before > 0.05 for before, after in pairwise(starts))
    assert first["words"][-1]["end"] <= first["end"]
    assert slide["steps"][1]["start_frame"] / 30 == pytest.approx(starts[4], abs=1 / 30 + 0.001)
    captions = desk.path("deck.vtt").read_text("utf-8")
    assert "Gdańsk, SQL's older" in captions
    assert "⟦" not in captions + desk.path("deck.json").read_text("utf-8")
    assert "/" not in captions
    assert desk.run("verify", "deck.mp4").code == 0


def test_ipa_takes_the_time_of_its_word_and_not_of_its_letters(desk: Desk) -> None:
    def length(entry: str) -> float:
        words = f"lexicon: {{X1: {entry}}}"
        desk.deck(f"---\nmarp: true\n{words}\n---\n# A\n\n<!-- See X1 here. -->\n")
        desk.build("deck.md", "-f", "json")
        slide = json.loads(desk.path("deck.json").read_text("utf-8"))["slides"][0]
        words = slide["speech"][0]["words"]
        return float(words[2]["start"] - words[1]["start"])

    assert length("/ˈtɛst/") == pytest.approx(length("test"), abs=0.02)
    assert length("T E S T") > length("/ˈtɛst/") + 0.2


def test_what_will_be_said_is_shown_as_it_is_written(desk: Desk) -> None:
    done = desk.run("check", "--spoken", desk.deck(DECK))
    assert done.code == 0
    lines = [line.split("\t")[-1] for line in done.out.splitlines()]
    assert lines == [
        "In /ɡəˈdænsk/, /ˈsiːkwəl/'s older than in /njuː/ /ˈjɔːɹk/.",
        "They say /ˈsiːkwəl/ there, and /ɡəˈdænsk/ /ˈsiːkwəl/.",
        "The end.",
    ]


def test_another_sound_has_only_its_sentences_spoken_anew(desk: Desk) -> None:
    deck = desk.deck(DECK)
    desk.build(deck, "-f", "json")
    desk.deck(DECK.replace("/njuː ˈjɔːɹk/", "/nuː ˈjɔːɹk/"))
    log = desk.run("build", deck, "-f", "json", "-v").err
    built = [line for line in log.splitlines() if "built" in line and "narration/" in line]
    assert len(built) == 1
