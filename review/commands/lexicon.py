"""``review lexicon``: check, list, explain, try and seal rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from review.categories import CATEGORIES, SEVERITIES, category_title
from review.commands.help import SpokenGroup
from review.commands.one_file import ANY_FILE, NEW_FILE
from review.commands.paths import documents as files_of
from review.errors import ExitCode, UsageError
from review.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from review.lexicon.rule import Rule


@click.group(
    "lexicon",
    cls=SpokenGroup,
    help=_(
        "Look at the rules: those that ship, and those of your own that review.yaml names under lexicons.\n\n"
        "Begin with: review lexicon try MY-RULES.yaml PUBLISHED-DOCUMENTS"
    ),
)
def command() -> None:  # noqa: D103 - its help stands above
    pass


def _own(files: Sequence[Path]) -> list[tuple[str, Rule]]:
    """Rules of the files named, as written, each with its file."""
    from review.lexicon.own import SEALED, load_own

    plain = [path for path in files if path.suffix.lower() != SEALED]
    return [(str(path), rule) for path in plain for rule in load_own(path)]


def _shipped() -> list[tuple[str, Rule]]:
    from review.lexicon.load import load_lexicon, shipped_files

    return [
        (f"lexicons/{path.name}", rule)
        for path in shipped_files()
        for rule in load_lexicon(path.read_bytes(), f"lexicons/{path.name}").rules
    ]


def _from_policy() -> tuple[Path, ...]:
    """The lexicons that the nearest ``review.yaml`` names."""
    from review.policy import find_policy, read_policy

    found = find_policy(Path.cwd())
    policy = read_policy(found) if found else None
    return tuple(policy.beside(name) for name in policy.lexicons) if policy else ()


@command.command(
    "check",
    help=_(
        "Read every rule and run its own examples; FILES are lexicons of your own (default: those that ship "
        "and those of review.yaml).\n\nExit codes: 0 all hold, 1 a file or an example is wrong."
    ),
)
@click.argument("files", nargs=-1, type=ANY_FILE)
def check(files: tuple[Path, ...]) -> int:  # noqa: D103
    from review.lexicon.rule import check_together
    from review.recognizers.rule_examples import failures
    from review.recognizers.sealed import open_all

    for path, sealed in open_all(files or _from_policy()):
        click.echo(_("{file}: sealed, {n} terms, the key fits").format(file=path, n=sealed.terms))
    rules = _own(files) if files else [*_shipped(), *_own(_from_policy())]
    check_together((rule.folded() for _w, rule in rules), lambda i: f"{rules[i][0]}: {rules[i][1].id}")
    wrong = 0
    for where, rule in rules:
        for failure in failures(rule):
            wrong += 1
            click.echo(f"{where}: {rule.id}: {failure}")
        if not rule.examples:
            click.echo(_("{where}: {rule}: note: has no examples").format(where=where, rule=rule.id))
    terms = sum(len(rule.terms) for _w, rule in rules)
    click.echo(
        _("{rules} rules, {terms} terms, {wrong} wrong examples").format(
            rules=len(rules), terms=terms, wrong=wrong
        )
    )
    return ExitCode.FAILED if wrong else ExitCode.CLEAR


@command.command("list", help=_("List all rules, or those whose id or category begins with PREFIX."))
@click.argument("prefix", default="")
def show(prefix: str) -> None:  # noqa: D103
    from review.recognizers.marks_levels import MARK_RULES

    rows = [
        (rule.id, rule.category, rule.severity.value, rule.title)
        for _w, rule in [*_shipped(), *_own(_from_policy())]
    ]
    rows += [(name, rule.category, rule.severity.value, _(rule.title)) for name, rule in MARK_RULES.items()]
    rows = [row for row in rows if row[0].startswith(prefix) or row[1].startswith(prefix)]
    if not rows:
        remedy = _("leave it out to see all rules; for a term: review lexicon explain WORD")
        raise UsageError(_("no rule begins like this"), where=prefix, remedy=remedy)
    for identifier, category, severity, title in sorted(rows):
        click.echo(f"{identifier:34} {category:28} {severity:10} {title}")
    if not prefix:
        click.echo(_("categories: {names}").format(names=", ".join(CATEGORIES)))


@command.command(
    "explain",
    help=_(
        "Say what a rule looks for, or which rules look for a term.\n\nWORD is the id of a rule or a term."
    ),
)
@click.argument("word")
def explain(word: str) -> int:  # noqa: D103
    from review.text.folding import fold_term

    rules = [*_shipped(), *_own(_from_policy())]
    folded = fold_term(word)
    found = [(where, rule) for where, rule in rules if rule.id == word or folded in rule.folded().terms] or [
        (where, rule) for where, rule in rules if any(t in folded or folded in t for t in rule.folded().terms)
    ]
    lines = [line for where, rule in found for line in _explained(where, rule)] + list(_mark_rule(word))
    lines += _mark_words(folded) or list(_kind_of_rule(word))
    if not lines:
        raise UsageError(_("no rule has this id or term"), remedy=_("run review lexicon list"))
    click.echo("\n".join(lines))
    return ExitCode.CLEAR


def _explained(where: str, rule: Rule) -> Iterator[str]:
    yield f"{rule.id}  {rule.title}  ({where})"
    yield f"  {_('category')}: {rule.category} ({_(CATEGORIES.get(rule.category, rule.category))})"
    yield f"  {_('severity')}: {_(SEVERITIES[rule.severity])}"
    yield f"  {_('terms')}: {'、'.join(rule.terms[:20])}{' …' if len(rule.terms) > 20 else ''}"  # noqa: PLR2004
    conditions = (
        (_("must stand as a word (terms of up to three characters)"), rule.boundary == "word"),
        (_("only as a line or bracketed note of its own"), rule.alone),
        (_("only as a label with a value behind it"), rule.label),
        (_("only a notice where the text talks about secrecy or quotes a law"), rule.talk == "silent"),
    )
    yield from (f"  · {text}" for text, holds in conditions if holds)
    lists = (
        (_("unless"), rule.unless),
        (_("only beside one of"), rule.near),
        (_("not beside"), rule.without),
    )
    yield from (f"  {name}: {'、'.join(words)}" for name, words in lists if words)
    yield from (f"  {_('basis')}: {basis}" for basis in rule.basis)
    yield from (f"  + {example}" for example in rule.examples)
    yield from (f"  - {example}" for example in rule.negative_examples)


def _mark_rule(word: str) -> Iterator[str]:
    from review.recognizers.marks_levels import MARK_RULES

    rule = MARK_RULES.get(word)
    if rule is not None:
        yield f"{word}  {_(rule.title)}"
        yield f"  {_('category')}: {rule.category}"
        yield f"  {_('severity')}: {_(SEVERITIES[rule.severity])}"
        yield from (f"  {_('basis')}: {basis}" for basis in rule.basis)
        yield f"  {_('found by a grammar: see docs/rules.md')}"


_PAGES = {
    "mark": "docs/rules.md", "openness": "docs/rules.md", "process": "docs/rules.md",
    "personal": "docs/personal-data.md", "organisation": "docs/personal-data.md",
    "system": "docs/personal-data.md", "hidden": "docs/copies.md", "model": "docs/model.md",
}  # fmt: skip
"""Where the rules that are no words are described, by the head of their id as reports give it."""


def _kind_of_rule(word: str) -> Iterator[str]:
    from review.identifiers.kinds import KINDS

    head, _dot, name = word.partition(".")
    if head not in _PAGES or not name:
        return
    kind = KINDS.get(name) if head == "personal" else None
    if kind is not None:
        yield f"{kind.rule}  {category_title(kind.category)}"
        yield f"  {_('category')}: {kind.category}"
        yield f"  {_('severity')}: {_(SEVERITIES[kind.severity])}"
        yield from (f"  {_('basis')}: {basis}" for basis in kind.basis)
    yield ("  " if kind else f"{head}.*  ") + _("found by no term of a lexicon: see {page}").format(
        page=_PAGES[head]
    )


def _mark_words(folded: str) -> list[str]:
    """Where a word is a level of secrecy, and how high it ranks there."""
    from review.recognizers.marks_levels import LEVELS

    text = _(
        "{word} is a level of secrecy ({place}): rank {rank} of {of}, {name}; found by the grammar of marks"
    )
    return [
        text.format(word=folded, place=place, rank=level.rank, of=level.of, name=_(level.name))
        for place, levels in LEVELS.items()
        for word, level in levels.items()
        if word == folded
    ]


@command.command(
    "try",
    help=_(
        "Say what the rules of LEXICON would hit in published documents, before they annoy anybody.\n\n"
        "DOCUMENTS are files or folders. The passages are shown: these documents are public."
    ),
)
@click.argument("lexicon", type=ANY_FILE)
@click.argument("documents", nargs=-1, required=True)
@click.option(
    "--most",
    metavar="N",
    type=click.IntRange(0),
    default=5,
    show_default=True,
    help=_("passages shown for each rule"),
)
def try_out(lexicon: Path, documents: tuple[str, ...], *, most: int) -> None:  # noqa: D103
    from review.lexicon.own import load_own
    from review.recognizers.terms import Terms
    from review.recognizers.view import Settings
    from review.scanner import Scanner

    rules = load_own(lexicon)
    settings = Settings()
    scanner = Scanner(settings, recognizers=(Terms(settings, rules=rules),), combiners=())
    hits: dict[str, list[str]] = {rule.id: [] for rule in rules}
    count, characters = 0, 0
    for path in files_of(documents):
        scan = scanner.scan_file(path)
        count, characters = count + 1, characters + len(scan.document.text)
        for finding in scan.findings:
            for occurrence in finding.occurrences:
                start, end = occurrence.span
                around = scan.document.text[max(start - 20, 0) : end + 20]
                hits[finding.rule].append(
                    f"{path.name} [{_(SEVERITIES[finding.severity])}] …{' '.join(around.split())}…"
                )
    click.echo(_("{n} documents, {characters} characters").format(n=count, characters=characters))
    for rule_id, passages in sorted(hits.items(), key=lambda item: -len(item[1])):
        rate = 1e6 * len(passages) / max(characters, 1)
        click.echo(
            _("{rule}: {n} hits, {rate:.1f} per million characters").format(
                rule=rule_id, n=len(passages), rate=rate
            )
        )
        for passage in passages[:most]:
            click.echo(f"    {click.unstyle(''.join(c for c in passage if c.isprintable()))}")


@command.command(
    "seal",
    help=_(
        "Write the terms of LEXICON as keyed hashes, so that the file can lie on every desk.\n\n"
        "The key: REVIEW_SEALED_KEY (64 hex digits), REVIEW_SEALED_KEY_FILE, or REVIEW_SEALED_KEY_AGENT "
        "(comment of an Ed25519 key in your SSH agent). Make one with: openssl rand -hex 32"
    ),
)
@click.argument("lexicon", type=ANY_FILE)
@click.option("-o", "--output", required=True, type=NEW_FILE, help=_("the sealed file, ending in .json"))
def seal(lexicon: Path, output: Path) -> None:  # noqa: D103
    from review.lexicon.key import sealed_key
    from review.lexicon.own import SEALED, load_own
    from review.lexicon.sealed import seal as sealed

    if output.suffix.lower() != SEALED:
        raise UsageError(_("a sealed lexicon is a .json file"), where=str(output), remedy=_("name it so"))
    if output.exists():
        raise UsageError(_("the file exists"), where=str(output), remedy=_("remove it, or write another"))
    rules = load_own(lexicon)
    output.write_bytes(sealed(lexicon.stem, rules, sealed_key(str(lexicon))))
    terms = sum(len(rule.terms) for rule in rules)
    click.echo(
        _("{terms} terms sealed in {file}; keep the plain list away from desks").format(
            terms=terms, file=output
        )
    )


@command.command("build", hidden=True, help=_("Compile the rules that ship, after they have changed."))
def build() -> None:  # noqa: D103
    from review.lexicon.cache import build as rules
    from review.recognizers.publications import build as publications

    click.echo(str(rules()))
    click.echo(str(publications()))
