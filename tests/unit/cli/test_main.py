import json
import os
import signal
from pathlib import Path

import pytest

from mdvid.cli.main import COMMANDS, main
from mdvid.engine.cache import Cache
from mdvid.errors import ExitCode

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("MDVID_")]:
        monkeypatch.delenv(name)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_lists_every_command_on_standard_output(flag: str, capsys: Capture) -> None:
    assert main([flag]) == ExitCode.OK
    out = capsys.readouterr().out
    assert all(f"  {command} " in out for command in COMMANDS)


@pytest.mark.parametrize("arguments", [[], ["cache"]])
def test_without_a_command_help_goes_to_standard_error(
    arguments: list[str], capsys: Capture
) -> None:
    assert main(arguments) == ExitCode.USAGE
    captured = capsys.readouterr()
    assert not captured.out
    assert "\nCommands:\n" in captured.err


def test_the_version_is_said(capsys: Capture) -> None:
    assert main(["--version"]) == ExitCode.OK
    assert capsys.readouterr().out.startswith("mdvid ")


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (["bild"], "unknown command `bild`", "did you mean `build`?"),
        (["cache", "cler"], "unknown command `cler`", "did you mean `clear`?"),
        (["cache", "x"], "unknown command `x`", "`mdvid cache --help` lists the commands"),
        (["new"], "missing argument `DIR`", "`mdvid new --help` says what it takes"),
        (
            ["new", "a", "b"],
            "got unexpected extra argument (b)",
            "`mdvid new --help` says what it takes",
        ),
        (
            ["cache", "gc", "--max-sice", "1"],
            "unknown option `--max-sice`",
            "did you mean `--max-size`?",
        ),
        (
            ["cache", "gc"],
            "nothing says what may go",
            "give --max-size MB, --max-age DAYS, or both",
        ),
    ],
)
def test_a_wrong_command_line_is_an_error_with_a_hint(
    arguments: list[str], message: str, hint: str, capsys: Capture
) -> None:
    assert main(arguments) == ExitCode.USAGE
    assert capsys.readouterr().err == f"error: {message}\nhint: {hint}\n"


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize("arguments", [["talk.md", "--sze", "3"], ["there.md", "--size", "x"], []])
def test_a_program_gets_its_object_whatever_is_wrong(
    command: str, arguments: list[str], capsys: Capture
) -> None:
    assert main([command, *arguments, "--json"]) == ExitCode.USAGE
    captured = capsys.readouterr()
    answer = json.loads(captured.out)
    (said,) = answer["diagnostics"]
    assert said["severity"] == "error"
    assert said["message"] in captured.err
    assert answer.get("outputs", []) == []


def test_new_writes_a_deck_and_says_what_to_do_next(capsys: Capture) -> None:
    assert main(["new", "my talk"]) == ExitCode.OK
    assert capsys.readouterr().err.endswith("mdvid build 'my talk/deck.md'\n")
    assert "# My first talk" in Path("my talk/deck.md").read_text()


def test_new_writes_over_nothing(capsys: Capture) -> None:
    Path("deck.md").write_text("mine")
    assert main(["new", "."]) == ExitCode.USAGE
    assert Path("deck.md").read_text() == "mine"
    assert "nothing was changed" in capsys.readouterr().err


def test_quiet_says_nothing(capsys: Capture) -> None:
    assert main(["new", "talk", "-q"]) == ExitCode.OK
    assert capsys.readouterr() == ("", "")


def test_quiet_can_be_set_in_the_environment(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MDVID_QUIET", "1")
    assert main(["new", "talk"]) == ExitCode.OK
    assert not capsys.readouterr().err


def test_lists_are_printed_for_people_and_for_programs(capsys: Capture) -> None:
    assert main(["themes"]) == ExitCode.OK
    assert capsys.readouterr().out.splitlines()[0].split() == ["name", "description"]
    assert main(["themes", "--json"]) == ExitCode.OK
    assert {"dark", "plain"} <= {row["name"] for row in json.loads(capsys.readouterr().out)}


def test_a_language_that_nobody_speaks_is_told(capsys: Capture) -> None:
    assert main(["voices", "--lang", "xx"]) == ExitCode.OK
    assert capsys.readouterr().err == "no voice speaks `xx`; `mdvid voices` lists all\n"


def test_the_cache_is_made_measured_and_cleared(capsys: Capture) -> None:
    folder = ["--cache-dir", "kept"]
    assert main(["cache", "clear", *folder]) == ExitCode.OK
    capsys.readouterr()
    assert main(["cache", "info", "--json", *folder]) == ExitCode.OK
    assert json.loads(capsys.readouterr().out)["bytes"] == 0
    for command in ("verify", "clear"):
        assert main(["cache", command, *folder]) == ExitCode.OK
    assert main(["cache", "gc", "--max-age", "0", *folder]) == ExitCode.OK


@pytest.mark.parametrize("command", ["info", "verify"])
def test_a_cache_that_is_not_there_is_not_made_to_look_at_it(command: str, capsys: Capture) -> None:
    Path("empty").mkdir()
    for folder in ("kpet", "empty"):
        assert main(["cache", command, "--cache-dir", folder]) == ExitCode.USAGE
        assert f"there is no cache in `{folder}`" in capsys.readouterr().err.replace(
            f"{Path.cwd()}/", ""
        )
    assert [path.name for path in Path().rglob("*")] == ["empty"]


def test_damage_is_told_to_programs_too(capsys: Capture) -> None:
    with Cache.open(Path("kept")):
        pass
    artifact = Path("kept/cas/ab/ab12")
    artifact.mkdir(parents=True)
    arguments = ["cache", "verify", "--cache-dir", "kept"]
    assert main([*arguments, "--json"]) == ExitCode.FAILED
    answer = json.loads(capsys.readouterr().out)
    assert [Path(found["path"]).name for found in answer["damaged"]] == ["ab12"]
    assert not answer["repaired"]
    assert main([*arguments, "--repair"]) == ExitCode.OK
    assert capsys.readouterr().err == "1 file damaged and deleted\n"
    assert main([*arguments, "--json"]) == ExitCode.OK
    assert json.loads(capsys.readouterr().out)["damaged"] == []


def test_a_variable_moves_the_cache(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MDVID_CACHE_DIR", "elsewhere")
    main(["cache", "clear"])
    capsys.readouterr()
    assert main(["cache", "info"]) == ExitCode.OK
    assert "elsewhere" in capsys.readouterr().out


def test_a_bug_is_shown_with_its_traceback(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(path: Path, *args: object, **kwargs: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(Path, "mkdir", break_down)
    assert main(["new", "talk"]) == ExitCode.BUG
    err = capsys.readouterr().err
    assert "RuntimeError: boom" in err
    assert err.endswith("please report it with the text above\n")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_the_command(
    number: signal.Signals, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(path: Path, *args: object, **kwargs: object) -> None:
        signal.raise_signal(number)

    monkeypatch.setattr(Path, "mkdir", interrupt)
    before = signal.getsignal(signal.SIGTERM)
    assert main(["new", "talk"]) == ExitCode.INTERRUPTED
    assert capsys.readouterr().err == "error: interrupted; finished steps are kept\n"
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_file_that_is_no_video_is_not_whole(capsys: Capture) -> None:
    Path("talk.mp4").write_bytes(b"not a video")
    assert main(["verify", "talk.mp4"]) == ExitCode.FAILED
    assert "wrong" in capsys.readouterr().out


def test_a_video_that_is_not_there_is_an_error_of_usage(capsys: Capture) -> None:
    Path("talk.mp4").touch()
    assert main(["verify", "tlk.mp4"]) == ExitCode.USAGE
    assert capsys.readouterr().err == (
        "error: there is no file `tlk.mp4`\nhint: did you mean `talk.mp4`?\n"
    )
