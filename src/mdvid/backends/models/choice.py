"""A short choice of models that can be fetched, all of them for commercial use too.

Licences and sizes are what publishers said when this was written; `mdvid setup` asks anew.
"""

from __future__ import annotations

from dataclasses import dataclass

from mdvid.backends.models.offers import written


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A model worth having."""

    kind: str
    """As for `mdvid setup`."""
    provider: str
    name: str
    licence: str
    use: str
    """What it is good for."""
    size: str = ""
    """In words; empty if only `mdvid setup` can say it."""
    lang: str = ""
    """Of voices, and of those who listen."""

    @property
    def written(self) -> str:
        """Return what people write."""
        return written(self.provider, self.name)


def _voice(lang: str, name: str, licence: str, use: str) -> Choice:
    full = f"tts_models/{lang}/{name}"
    return Choice(kind="voice", provider="coqui", name=full, licence=licence, use=use, lang=lang)


def _common(lang: str, use: str, data: str = "cv") -> Choice:
    return _voice(lang, f"{data}/vits", "bsd-3-clause", use)


VOICES = (
    _voice("en", "ljspeech/vits", "apache-2.0", "English, a woman: the usual choice"),
    _voice("en", "vctk/vits", "apache-2.0", "English, 109 speakers: #p225 and others"),
    _voice("de", "thorsten/vits", "apache-2.0", "German, a man: the usual choice"),
    _common("es", "Spanish", "css10"),
    _common("fr", "French", "css10"),
    _voice("it", "mai_female/vits", "apache-2.0", "Italian, a woman"),
    _voice("it", "mai_male/vits", "apache-2.0", "Italian, a man"),
    _common("nl", "Dutch", "css10"),
    _common("pl", "Polish, a woman", "mai_female"),
    _common("pt", "Portuguese"),
    _common("uk", "Ukrainian", "mai"),
    _common("bg", "Bulgarian"),
    _common("cs", "Czech"),
    _common("da", "Danish"),
    _common("el", "Greek"),
    _common("et", "Estonian"),
    _common("fi", "Finnish", "css10"),
    _common("ga", "Irish"),
    _common("hr", "Croatian"),
    _common("hu", "Hungarian", "css10"),
    _common("lt", "Lithuanian"),
    _common("lv", "Latvian"),
    _common("mt", "Maltese"),
    _common("ro", "Romanian"),
    _common("sk", "Slovak"),
    _common("sl", "Slovenian"),
    _common("sv", "Swedish"),
)

LISTENERS = (
    Choice(
        kind="align",
        provider="align",
        name="facebook/wav2vec2-base-960h",
        licence="apache-2.0",
        use="finding out when words are spoken, in English",
        lang="en",
    ),
)

ILLUSTRATORS = (
    Choice(
        kind="illustrator",
        provider="diffusers",
        name="Tongyi-MAI/Z-Image-Turbo",
        licence="apache-2.0",
        size="6B weights",
        use="a graphics card of 16 GB: the usual choice",
    ),
    Choice(
        kind="illustrator",
        provider="diffusers",
        name="stabilityai/stable-diffusion-xl-base-1.0",
        licence="openrail++",
        size="2.6B weights",
        use="a smaller graphics card; slower",
    ),
    Choice(
        kind="illustrator",
        provider="diffusers",
        name="SimianLuo/LCM_Dreamshaper_v7",
        licence="mit",
        size="about 3.4 GB",
        use="a machine without a graphics card",
    ),
)

ANIMATORS = (
    Choice(
        kind="animator",
        provider="diffusers",
        name="Wan-AI/Wan2.2-TI2V-5B-Diffusers",
        licence="apache-2.0",
        size="5B weights",
        use="pictures that move, on a graphics card",
    ),
)
