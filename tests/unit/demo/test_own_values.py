"""The made-up authority's own values: an overlay that the pack accepts, and that is never overwritten."""

from pathlib import Path

from compliance.demo.own_values import write_own_values
from compliance.rulebook.load import load_rulebook, national_pack


def test_the_pack_accepts_them_and_every_standard_is_live(tmp_path: Path) -> None:
    write_own_values(tmp_path)
    rulebook = load_rulebook(national_pack(), (), tmp_path / "local.yaml")
    assert {standard.status for standard in rulebook.standards} == {"live"}
    assert rulebook.digest != load_rulebook(national_pack()).digest


def test_a_file_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "local.yaml"
    file.write_text("authority: Somewhere\n", encoding="utf-8")
    write_own_values(tmp_path)
    assert file.read_text(encoding="utf-8") == "authority: Somewhere\n"
