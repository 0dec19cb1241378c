from mdvid.pipeline.overlay import captions_html


def test_all_captions_of_a_slide_are_there_with_their_numbers() -> None:
    found = captions_html([("One,", "& <two>."), ("Four.",)], lang="en-GB")
    assert found == (
        '<mdvid-caption data-caption="1" lang="en-GB" dir="ltr">'
        '<mdvid-text class="caption">One,<br>&amp; &lt;two&gt;.</mdvid-text></mdvid-caption>\n'
        '<mdvid-caption data-caption="2" lang="en-GB" dir="ltr">'
        '<mdvid-text class="caption">Four.</mdvid-text></mdvid-caption>\n'
    )


def test_a_caption_runs_in_the_direction_of_its_text() -> None:
    assert 'dir="rtl"' in captions_html([("MP4 הוא קובץ.",)], lang="he")
    assert 'dir="ltr"' in captions_html([("The word שלום means peace.",)], lang="he")
