"""Rules: read strictly, fit together, and do what their own examples say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from review.errors import DataError
from review.finding import Severity
from review.lexicon import cache as lexicon_cache
from review.lexicon.cache import shipped_rules
from review.lexicon.load import Lexicon, load_lexicon, shipped_files
from review.lexicon.rule import Rule, check_together
from review.recognizers.rule_examples import failures
from review.resources import data_folder
from review.text.folding import fold_term

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "format: lexicon/1\nid: own\njurisdiction: cn\nrules:\n"
GOOD = "- {id: a, terms: [某某行动], category: secrecy.work, severity: block}\n"


def load(text: str) -> Lexicon:
    """A lexicon from its text."""
    return load_lexicon(text.encode(), "own.yaml")


def test_design_example_loads() -> None:
    """The example of the design is a valid lexicon."""
    text = HEAD + (
        "- id: cn.internal.document\n  terms: [内部文件, 内部资料]\n  category: secrecy.work\n  severity: consent\n"
        "  confidence: medium\n  boundary: word\n  unless: [内部文件管理办法]\n  basis: [保守国家秘密法 第六十四条]\n"
        "  examples: [内部资料 注意保存]\n  negative_examples: [三年内部署完成]\n"
    )
    (rule,) = load(text).rules
    assert rule.terms == ("内部文件", "内部资料")
    assert rule.severity is Severity.CONSENT
    assert not list(failures(rule))


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (
            "- {id: a, terms: [甲乙], category: secrecy.work, severity: block, colour: red}\n",
            "rules[0].colour",
        ),
        ("- {id: a, terms: [甲乙], category: secrecy.work, severity: fatal}\n", "rules[0].severity"),
        ("- {id: a, terms: [甲乙], category: politics, severity: block}\n", "rules[0].category"),
        ("- {id: a, terms: [], category: secrecy.work, severity: block}\n", "rules[0].terms"),
        ("- {id: a, terms: [''], category: secrecy.work, severity: block}\n", "rules[0].terms[0]"),
        ("- {id: a, terms: ['\u200b'], category: secrecy.work, severity: block}\n", "rules[0].terms[0]"),
        ("- {id: a, terms: [密], category: secrecy.work, severity: block}\n", "rules[0].terms[0]"),
        (
            "- {id: a, terms: [机密档, 機密檔], category: secrecy.work, severity: block}\n",
            "rules[0].terms[1]",
        ),
        (
            "- {id: a, terms: [甲乙], unless: [甲乙], category: secrecy.work, severity: block}\n",
            "rules[0].unless[0]",
        ),
        (
            "- {id: a, terms: [甲乙], unless: [丙丁], category: secrecy.work, severity: block}\n",
            "rules[0].unless[0]",
        ),
        (
            "- {id: a, terms: [甲乙], unless: [甲乙丙丁, 甲乙丙], category: secrecy.work, severity: block}\n",
            "rules[0].unless[0]",
        ),
        (
            "- {id: a, terms: [甲乙], near: [丙], without: [丙], category: secrecy.work, severity: block}\n",
            "rules[0].without",
        ),
        (GOOD + "- {id: a, terms: [另一个], category: secrecy.work, severity: block}\n", "rules[1].id"),
        (
            GOOD + "- {id: b, terms: [某某行動], category: secrecy.work, severity: notice}\n",
            "rules[1].terms[0]",
        ),
        (
            GOOD + "- {id: b, terms: [某某行动], category: secrecy.work, severity: block}\n",
            "rules[1].terms[0]",
        ),
        ("- {terms: [甲乙], category: secrecy.work, severity: block}\n", "rules[0].id"),
        ("- 甲乙\n", "rules[0]"),
        ("", "rules"),
    ],
)
def test_a_bad_rule_is_refused_with_its_place(body: str, place: str) -> None:
    """File, rule and key are named; nothing is silently left out."""
    with pytest.raises(DataError) as caught:
        load(HEAD + (body or "  []\n"))
    assert caught.value.where == f"own.yaml: {place}"
    assert caught.value.what


def test_the_contradicting_rule_is_named() -> None:
    """Who wrote two rules that contradict each other learns which."""
    with pytest.raises(DataError, match=r"\ba\b"):
        load(HEAD + GOOD + "- {id: b, terms: [某某行动], category: secrecy.work, severity: notice}\n")


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("format: lexicon/9\nid: own\njurisdiction: cn\nrules: []\n", "format"),
        ("format: lexicon/1\nid: own\njurisdiction: us\nrules: []\n", "jurisdiction"),
        (
            "format: lexicon/1\nid: own\njurisdiction: cn\ndefaults: {terms: [甲]}\nrules: []\n",
            "defaults.terms",
        ),
        ("format: lexicon/1\nid: own\nid: own\njurisdiction: cn\nrules: []\n", "id"),
        ("format: lexicon/1\nid: own\njurisdiction: cn\nextra: 1\n" + f"rules:\n{GOOD}", "extra"),
    ],
)
def test_a_bad_head_is_refused(head: str, place: str) -> None:
    """Unknown, doubled and wrong keys of the file are named."""
    with pytest.raises(DataError) as caught:
        load(head)
    assert caught.value.where == f"own.yaml: {place}"


def test_one_character_with_context_is_allowed() -> None:
    """密 as a label or alone on a line is a rule; 密 anywhere is not."""
    text = HEAD + "- {id: a, terms: [密], alone: true, category: secrecy.work, severity: block}\n"
    assert load(text).rules[0].alone


def test_defaults_serve_all_rules_and_give_way() -> None:
    """What a rule says itself wins over the file's defaults."""
    text = (
        "format: lexicon/1\nid: own\njurisdiction: cn\ndefaults: {category: secrecy.work, severity: block}\n"
        "rules:\n- {id: a, terms: [甲乙丙]}\n- {id: b, terms: [丁戊己], severity: notice}\n"
    )
    assert [r.severity for r in load(text).rules] == [Severity.BLOCK, Severity.NOTICE]


def all_rules() -> list[Rule]:
    """Every rule that ships, as written."""
    return [r for path in shipped_files() for r in load_lexicon(path.read_bytes(), path.name).rules]


RULES = all_rules()


def test_several_hundred_rules_ship() -> None:
    """The mainland, Taiwan, Hong Kong and Macau each have theirs."""
    assert len(RULES) >= 280
    assert {r.id.partition(".")[0] for r in RULES} == {"cn", "tw", "hk", "mo"}


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_every_shipped_rule_holds_its_examples(rule: Rule) -> None:
    """Examples are found at the rule's severity, negative examples are not; each rule has both and a basis."""
    assert rule.examples
    assert rule.negative_examples
    assert rule.basis
    assert rule.title
    assert not list(failures(rule))


def test_no_shipped_rule_is_a_bare_common_word() -> None:
    """A term of two characters always has a context."""
    bare = [
        (r.id, t) for r in RULES for t in r.terms if len(fold_term(t)) <= 2 and not (r.near or r.alone or r.label)
    ]  # fmt: skip
    assert bare == [("cn.state.police_op", "秘拍"), ("cn.state.police_op", "秘录")]


def test_shipped_rules_agree_with_each_other() -> None:
    """No id and no term stands twice over all files."""
    check_together((r.folded() for r in RULES), lambda i: RULES[i].id)


def test_the_compiled_form_is_fresh() -> None:
    """The form that ships is made from the rules that ship; if not, run ``review lexicon build``."""
    files = lexicon_cache._files()
    path = data_folder("lexicons") / lexicon_cache.SHIPPED
    kept = lexicon_cache._load(path, lexicon_cache._digest(files))
    assert kept == lexicon_cache._compile(files)


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own, and no compiled form that ships."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(lexicon_cache, "SHIPPED", "compiled/absent.json")
    return tmp_path / "prepub-review"


def test_changed_rules_are_cached_in_private(own_cache: Path) -> None:
    """The cache folder is the person's own; what is read back is what was compiled."""
    first = shipped_rules()
    (kept,) = own_cache.iterdir()
    assert own_cache.stat().st_mode & 0o077 == 0
    assert shipped_rules() == first
    assert kept.exists()


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"digest": "x", "rules": []}', "null"])
def test_a_damaged_cache_is_not_believed(own_cache: Path, damage: str) -> None:
    """A file cut short or forged for other rules is compiled anew."""
    first = shipped_rules()
    (kept,) = own_cache.iterdir()
    kept.write_text(damage, encoding="utf-8")
    assert shipped_rules() == first


def test_a_cache_open_to_others_is_not_used(own_cache: Path) -> None:
    """Somebody else could plant rules there."""
    own_cache.mkdir(mode=0o777)
    own_cache.chmod(0o777)
    assert shipped_rules()
    assert not list(own_cache.iterdir())
