"""Floors on a strong model's briefings: right items stand, and planted errors are found. They only rise."""

from collections import Counter

import pytest

from tests.quality.strong_set import NAMES, counted, judged, resolved, variants


def test_code_alone_leaves_what_is_right_alone_and_finds_what_is_exact() -> None:
    counts = counted(NAMES, with_judge=False)
    assert counts.right > 1_500
    assert counts.touched <= 0.01 * counts.right
    assert counts.rejected <= 0.003 * counts.right
    assert counts.planted >= 180
    assert counts.caught >= 0.10 * counts.planted


def test_with_a_judge_nearly_every_planted_error_is_found_and_nothing_right_is_lost() -> None:
    counts = counted(NAMES, with_judge=True)
    assert counts.caught >= 0.95 * counts.planted
    assert counts.touched <= 0.005 * counts.right


@pytest.mark.parametrize("name", NAMES)
def test_every_item_has_a_proof_with_verbatim_citations(name: str) -> None:
    for variant in variants((name,)):
        shown = resolved(variant, judged(variant))
        text = variant.index.documents[0].text
        assert len(shown.proofs) + len(shown.rejected) == len(variant.items)
        assert all(c.text == text[c.start : c.end] for p in shown.proofs.values() for c in p.citations)
        assert Counter(p.status for p in shown.proofs.values()).keys() <= {"supported", "doubted", "quoted"}
        for proof in shown.proofs.values():
            assert all(edit.reason and edit.before != edit.after for edit in proof.edits)
