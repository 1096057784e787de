"""Stories and copies: texts that belong together, and texts that only look alike. Floors on real data only rise."""

import json
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.daily.clusters import Text, _joined, attach, cluster
from summarizer.daily.copies import copies

np = pytest.importorskip("numpy", reason="needs the extra 'daily'")

DAILY = Path(__file__).parents[1] / "daily"
FERRY = [
    Text(
        "Skelm ferry halted after crack found in propeller shaft",
        "The only ferry between Arden and the island of Skelm was taken out of service on Monday after divers found a "
        "crack in its propeller shaft. The Northwind will stay in the yard for ten days, the operator Skelm Lines said.",
    ),
    Text(
        "Islanders stock up as crack stops the Northwind",
        "Shops on Skelm sold out of bread on Monday. The island's ferry Northwind had been withdrawn when a crack came to "
        "light in a shaft; Skelm Lines hopes to have her back in Arden within ten days.",
    ),
]
OTHER_FERRY = Text(
    "Ferry halted after fire in engine room",
    "Passengers were brought ashore by tugs near Meridan on Monday after a fire broke out in the engine room of the "
    "Batuan ferry Lapis. Nobody was hurt. Investigators of the coast guard went on board in the evening.",
)
TRIAL = Text(
    "Vashti jury hears of envelopes full of cash",
    "A bookkeeper told the court in Calloway how she had filled envelopes with banknotes for Leonard Vashti, the former "
    "director of the harbour, who denies that he took bribes from a dredging company.",
)


def b_cubed(gold: Sequence[object], found: Sequence[object]) -> float:
    """F1, as ../shared/tools/score_clusters.py reckons it."""
    golds, founds, both = Counter(gold), Counter(found), Counter(zip(gold, found, strict=True))
    precision = sum(n * n / founds[f] for (_, f), n in both.items()) / len(gold)
    recall = sum(n * n / golds[g] for (g, _), n in both.items()) / len(gold)
    return 2 * precision * recall / (precision + recall)


def test_two_reports_of_one_event_are_joined_and_an_event_of_the_same_kind_is_not() -> None:
    labels = cluster([*FERRY, OTHER_FERRY, TRIAL])
    assert labels == [0, 0, 2, 3]


@settings(max_examples=150)
@given(st.data())
def test_joining_all_at_once_is_joining_one_by_one(data: st.DataObject) -> None:
    from scipy.sparse import csr_matrix

    total = data.draw(st.integers(2, 9))
    pairs = list(combinations(range(total), 2))
    values = data.draw(st.lists(st.floats(0, 2, width=32), min_size=len(pairs), max_size=len(pairs), unique=True))
    groups = data.draw(st.lists(st.integers(0, 6), min_size=total, max_size=total))
    fixed = data.draw(st.sets(st.sampled_from(groups)))
    rows, columns = zip(*pairs, strict=True)
    found = _joined(
        csr_matrix((np.array(values, np.float32), (rows, columns)), shape=(total, total)), 0.3, groups, fixed
    )
    assert found == one_by_one(dict(zip(pairs, values, strict=True)), groups, fixed)


def one_by_one(alike: dict[tuple[int, int], float], groups: list[int], fixed: set[int]) -> list[int]:
    """Average-link clusters from their definition."""
    clusters = [([n for n, g in enumerate(groups) if g == group], group in fixed) for group in dict.fromkeys(groups)]
    while True:
        averages = [
            (sum(alike[min(a, b), max(a, b)] for a in one for b in other) / len(one) / len(other), x, y)
            for (x, (one, held)), (y, (other, kept)) in combinations(enumerate(clusters), 2)
            if not (held and kept)
        ]
        average, x, y = max(averages, default=(0.0, 0, 0))
        if average < 0.3:
            return [min(next(members for members, _ in clusters if n in members)) for n in range(len(groups))]
        (one, held), (other, kept) = clusters[x], clusters.pop(y)
        clusters[x] = ([*one, *other], held or kept)


def test_a_text_in_a_script_without_spaces_is_compared_too() -> None:
    one = Text("韩国法院裁定总统弹劾案", "首尔宪法法院周四就总统弹劾案作出裁决。")
    other = Text("首尔宪法法院就总统弹劾案作出裁决", "法院周四裁定总统弹劾案成立。")
    assert cluster([one, other, Text("东京股市周四大幅上涨", "日经指数收盘上涨百分之三。")]) == [0, 0, 2]


def test_stories_of_earlier_days_are_gone_on_with_and_never_joined_to_each_other() -> None:
    earlier = [FERRY[0], OTHER_FERRY]
    today = [FERRY[1], TRIAL]
    assert attach([*earlier, *today], [0, 1, 2, 3], {0, 1}) == [0, 1, 0, 3]
    assert attach([FERRY[0], FERRY[1]], [0, 1], {0, 1}) == [0, 1]


@settings(max_examples=30)
@given(st.lists(st.text(max_size=60), max_size=12))
def test_whatever_the_texts_are_each_gets_the_place_of_a_text(texts: list[str]) -> None:
    labels = cluster([Text(t) for t in texts])
    assert len(labels) == len(texts)
    assert all(labels[n] == n or labels[n] < n for n in range(len(texts)))
    assert all(labels[labels[n]] == labels[n] for n in range(len(texts)))


@pytest.mark.parametrize(("name", "floor"), [("month_open", 0.9), ("month_sealed", 0.89), ("month_last", 0.95)])
def test_reports_of_a_month_are_grouped_by_their_stories(name: str, floor: float) -> None:
    rows = [json.loads(line) for line in (DAILY / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    gold = [r["story"] or r["id"] for r in rows]
    assert b_cubed(gold, cluster([Text(r["title"], r["text"]) for r in rows])) >= floor


@pytest.mark.parametrize(("name", "floor"), [("ecb", 0.88), ("uci", 0.88)])
def test_clusters_of_real_data_are_as_good_as_they_have_been(shared: Path, name: str, floor: float) -> None:
    texts, gold = data(shared, name)
    assert b_cubed(gold, cluster(texts)) >= floor


def data(shared: Path, name: str) -> tuple[list[Text], list[str]]:
    file = {"ecb": "ecbplus_train.jsonl", "uci": "uci_titles_dev.jsonl"}[name]
    lines = (shared / "data" / "clustering" / file).read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    if name == "ecb":
        texts = [Text(r["sents"][0], " ".join(r["sents"][1:])) for r in rows]
    else:
        texts = [Text(r["title"], "", r["timestamp_ms"] / 3_600_000) for r in rows]
    return texts, [r["cluster"] for r in rows]


def test_copies_of_agency_texts_are_told_from_other_reports() -> None:
    rows = [json.loads(line) for line in (DAILY / "wire_open.jsonl").read_text(encoding="utf-8").splitlines()]
    found = copies([r["text"] for r in rows])
    told = right = true = 0
    for a, b in combinations(range(len(rows)), 2):
        copy = rows[a]["story"] == rows[b]["story"] and {rows[a]["kind"], rows[b]["kind"]} <= {"original", "copy"}
        true += copy
        told += found[a] == found[b]
        right += copy and found[a] == found[b]
    assert right / told >= 0.99
    assert right / true >= 0.95


def test_an_empty_or_short_text_is_a_copy_of_nothing() -> None:
    assert copies(["", "", "Four words only here", "Four words only here"]) == [0, 1, 2, 3]
    assert copies([]) == []
