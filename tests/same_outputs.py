#!/usr/bin/env python3
"""Runs an old and a new `travaux` on everything there is, and says where they differ.

For whoever restructures the code: what comes out must stay as it was, to the byte, or the difference must be meant.

    python3 tests/same_outputs.py OLD NEW                     the corpus
        --folder DIR                                          and all documents of a folder and of each below it
        --bench FILE_OR_DIR                                   and pairs of unit lists
        --out DIR                                             keep both outputs of each command that differs
        --expect FILE                                         differences that are meant, lines of REGEX <TAB> REASON
        --parameters OLD_FILE NEW_FILE                        the engine's numbers, if their form has changed
        --only REGEX                                          only commands whose group or command line matches
        --quick                                               a few of each sort, in some seconds
        --time                                                how long slow commands take, instead of what they print

Both work in copies of the same files, under the same names, so that even messages must agree. Standard output, standard
error, exit code and written files are compared. The groups called `data` hold JSON, CSV and DOT; those called `people`
hold what people see. Ids, formats and the names of schemas are asked of the old program.

A bench file is a list of {"id", "old": [text, ...], "new": [text, ...]}. A folder's documents are taken in the order of
their names, numbers by their value; they are also made a corpus of. The exit code is 1 if anything differs that is not
expected, or if something expected did not differ.
"""

import argparse
import collections
import concurrent.futures
import csv
import difflib
import io
import itertools
import json
import os
import pathlib
import re
import resource
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile

PROJECT = pathlib.Path(__file__).resolve().parent.parent
ENDINGS = {".txt", ".md", ".pdf", ".docx", ".html", ".htm", ".jsonl", ".csv"}
DATA = ["json", "csv", "dot"]
COMPARE_PICTURES = ["html", "fragment", "svg", "mermaid", "graphml"]
COMPARE_FILES = ["docx", "xlsx"]
LINEAGE_FORMS = ["json", "csv", "dot", "table", "html", "fragment", "markdown", "xlsx", "svg", "mermaid", "graphml"]
HISTORY_FORMS = ["json", "dot", "table", "svg", "mermaid", "graphml"]
BY = ["--why", "read by hand", "--who", "Ada Example", "--when", "2026-03-02"]
PARAMETERS = ["--parameters", "own/parameters.toml"]
TIMEOUT = 600  # seconds
TOO_LONG = -999  # the exit code that stands for it
QUERIES = [
    "States parties should place liaison officers and magistrates along smuggling routes.",
    "States parties should use special investigative techniques",
    "States should consider strengthening cooperation among border control agencies, as appropriate",
    "liaison officers",
    "The Working Group invites the Secretariat to continue providing technical assistance upon request",
    "Protect the rights of smuggled migrants, in particular of unaccompanied children",
    "A sentence on gardening that nobody has ever agreed on.",
]
OWN_LEXICON = """language = "en"

[[operative]]
phrases = ["are warmly encouraged to", "should"]
style = "modal"
scale = "asks"
rank = 50
why = "for the comparison of two programs"

[[qualifier]]
kind = "capacity"
phrases = ["as budgets allow", "as appropriate"]
"""
MISTAKES = [
    [],
    ["unknown"],
    ["compare"],
    ["compare", "2019-nowhere", "2019-final"],
    ["compare", "nowhere.txt", "2019-final"],
    ["compare", "2019-draft", "2019-final", "--explain", "999"],
    ["compare", "2019-draft", "2019-final", "--explain", "14", "--format", "html"],
    ["compare", "2019-draft", "2019-final", "--only", "weakened", "--format", "html"],
    ["compare", "2019-draft", "2019-final", "--only", "nonsense"],
    ["compare", "2019-draft", "2019-final", "--format", "nonsense"],
    ["compare", "2019-draft", "2019-final", "-o", "out/no.form"],
    ["compare", "2019-draft", "2019-final", "-o", "corpus/2019-draft.txt"],
    ["compare", "2019-draft", "2019-final", "--lang", "xx"],
    ["compare", "2019-draft", "2019-final", "--parameters", "corpus/manifest.toml"],
    ["compare", "2019-draft", "2019-final", "--lexicon", "corpus/manifest.toml"],
    ["compare", "2019-final"],
    ["compare", "-", "-"],
    ["extract", "corpus"],
    ["extract", "corpus/manifest.toml", "--profile", "nonsense"],
    ["extract", "2019-draft", "--anatomy", "--check"],
    ["lineage", "-C", "nowhere"],
    ["lineage", "nowhere.txt"],
    ["lineage", "--width", "10"],
    ["trace", "2019-final/999"],
    ["trace", "nonsense"],
    ["precedent"],
    ["precedent", " "],
    ["precedent", "--file", "nowhere.txt"],
    ["review", "--decided", "--paragraphs"],
    ["decide", "2019-draft/13", "2019-final/13"],
    ["decide", "2019-draft/13", "2019-draft/14", "--accept", *BY],
    ["decide", "2019-draft/13", "2021-final/999", "--accept", *BY],
    ["eval", "nowhere.tsv"],
    ["eval", "corpus/manifest.toml"],
    ["schema", "nonsense"],
    ["man", "nonsense"],
]

# A command; `group` is what it is counted under, `files` are what it writes.
Run = collections.namedtuple("Run", "group args stdin files")
# A corpus: the arguments that name it, and its documents in the order of time, as `extract` tells them.
Corpus = collections.namedtuple("Corpus", "at documents")
# What there is to run on: a corpus, the paths of its documents and gold, links to decide on, and by their names folders
# (paths, and the corpus made of them) and bench files (pairs of paths, and the labels of the old one).
Prepared = collections.namedtuple("Prepared", "corpus paths gold questions folders benches")
# What came of a command: what differs, the old program's exit code, and whether that broke down.
Outcome = collections.namedtuple("Outcome", "run differences code is_broken")
# A part of the results that differs: how, with some lines that show it, and the places in JSON.
Difference = collections.namedtuple("Difference", "part kind lines places")


# ---- What is run -----------------------------------------------------------------------------------------------------


def command(group, *args, stdin=b"", files=()):
    """A job of one command. A job is a list of commands that must run one after the other."""
    form = args[args.index("--format") + 1] if "--format" in args[:-1] else "table"
    sort = "data" if form in DATA or any(pathlib.PurePath(name).suffix[1:] in DATA for name in files) else "people"
    return [Run(f"{group}, {sort}", list(args), stdin, list(files))]


def in_forms(group, forms, *args):
    return [command(group, *args, "--format", form) for form in forms]


def spread(items, count):
    """So many of the items, evenly spaced; all if there are fewer."""
    items = list(items)
    if len(items) <= count:
        return items
    return [items[at * len(items) // count] for at in range(count)]


def ids(corpus):
    return [document["id"] for document in corpus.documents]


def provisions(corpus):
    return [provision for document in corpus.documents for provision in document["provisions"]]


def labels(*documents):
    """The labels of some documents, each once."""
    return list(dict.fromkeys(provision["label"] for document in documents for provision in document["provisions"]))


def extract_jobs(group, names, at=()):
    for name in names:
        yield from in_forms(group, ["json", "table"], "extract", name, *at)
        yield from in_forms(f"{group} --check", ["json", "table"], "extract", "--check", name, *at)
        yield command(group, "extract", "--anatomy", name, *at)


def corpus_extract_jobs(corpus, profiles, paths, streams):
    names = ids(corpus)
    yield from extract_jobs("corpus: extract", names + paths)
    yield from in_forms("corpus: extract", ["json", "table"], "extract", *names)
    yield from in_forms("corpus: extract --check", ["json", "table"], "extract", "--check", "--exit-code", *names)
    for name, profile in itertools.product(names, profiles + ["own/profile.toml"]):
        yield from in_forms("corpus: extract --profile", ["json"], "extract", name, "--profile", profile)
        yield from in_forms("corpus: extract --profile", ["json"], "extract", "--check", name, "--profile", profile)
    for name in names:
        yield from in_forms("corpus: extract", ["json"], "extract", name, "--lexicon", "own/lexicon.toml")
        yield command("corpus: extract", "extract", name, "--anatomy", "--color", "always", "--width", "60")
    for content in streams:
        read = content.decode()
        for told in [content, read.encode("utf-16"), read.encode("cp1252", "replace"), content.replace(b"\n", b"\r\n")]:
            yield command("corpus: extract from standard input", "extract", "-", "--format", "json", stdin=told)


def compare_jobs(group, *pair):
    """Two documents in every form."""
    compare = ["compare", *pair]
    yield from in_forms(group, DATA, *compare)
    yield from in_forms(group, DATA, *compare, "--paragraphs")
    yield from in_forms(group, ["table", "markdown"], *compare)
    yield from in_forms(f"{group} as pictures and pages", COMPARE_PICTURES, *compare)
    yield from in_forms(f"{group} as Word and spreadsheet", COMPARE_FILES, *compare)
    yield command(f"{group} --redline", *compare, "--redline", "--paragraphs")
    yield command(f"{group} --redline", *compare, "--redline=side", "--width", "160", "--color", "always")


def explain_jobs(group, names, some_labels, *more):
    for label in some_labels:
        yield command(f"{group} --explain", "compare", *names, "--explain", label, *more, "--format", "json")
    for label in spread(some_labels, 2):
        yield command(f"{group} --explain", "compare", *names, "--explain", label, *more)


def corpus_compare_jobs(corpus, facets, languages):
    group = "corpus: compare"
    by_id = {document["id"]: document for document in corpus.documents}
    for old, new in itertools.product(by_id, repeat=2):
        yield from compare_jobs(group, old, new)
        every = labels(by_id[old], by_id[new])
        yield from explain_jobs(group, (old, new), spread(every, 6), "--paragraphs")
    for old, new in itertools.pairwise(by_id):
        compare = ["compare", old, new]
        yield from explain_jobs(group, (old, new), labels(by_id[old], by_id[new]))
        for more in filters(facets, by_id[new]):
            yield from in_forms(f"{group}, filtered", ["json", "csv", "table"], *compare, *more)
        yield command(f"{group}, filtered", *compare, "--only", "weakened,new", "--format", "docx", "--author", "A. N.")
        for language in languages:
            yield from in_forms(f"{group} --lang", ["json"], *compare, "--lang", language)
        for more in [["--lexicon", "own/lexicon.toml"], ["--threads", "1"], ["--exit-code"], PARAMETERS]:
            yield from in_forms(group, ["json", "table"], *compare, *more)
        for width in ["60", "160"]:
            yield command(group, *compare, "--width", width, "--color", "always", "--redline")
    names = ids(corpus)
    yield from compare_jobs("corpus: compare with a draft in pieces", *names)
    endings = ["json", "csv", "gv", "html", "md", "docx", "xlsx"]
    yield from written("corpus: compare -o", ["compare", *names[-2:]], endings)


def filters(facets, document):
    """Arguments that choose rows."""
    sections = [" ".join(provision["section"][-1:]) for provision in document["provisions"]]
    kinds = dict.fromkeys(provision["kind"] for provision in document["provisions"])
    yield from (["--paragraphs", "--only", facet] for facet in facets)
    yield from (["--section", section] for section in spread(dict.fromkeys(sections), 3) if section)
    yield from (["--kind", kind] for kind in kinds)
    yield ["--changed"]
    yield ["--changed", "--paragraphs", "--section", "C"]


def written(group, args, endings):
    """A result that is written to a file, whose ending tells the form."""
    for ending in endings:
        name = f"out/{args[0]}.{ending}"
        yield command(group, *args, "-o", name, files=[name])


def lineage_jobs(group, args):
    yield from in_forms(group, LINEAGE_FORMS, "lineage", *args)
    yield from in_forms(group, ["json", "csv", "table"], "lineage", *args, "--paragraphs")


def corpus_lineage_jobs(facets, paths):
    group = "corpus: lineage"
    for args in [[], ["--paragraphs"], ["--lang", "en"], ["--lang", "fr"], ["--lexicon", "own/lexicon.toml"]]:
        yield from in_forms(group, LINEAGE_FORMS, "lineage", *args)
    for facet in facets:
        yield from in_forms(f"{group}, filtered", ["csv", "table"], "lineage", "--paragraphs", "--only", facet)
    for more in [["--changed"], ["--section", "C"], ["--kind", "paragraph"]]:
        yield from in_forms(f"{group}, filtered", ["csv", "table", "markdown"], "lineage", *more)
    for more in [["--width", "60"], ["--width", "160", "--color", "always"], ["--threads", "1"]]:
        yield command(group, "lineage", *more)
    yield from lineage_jobs("corpus: lineage of bare files", paths)
    endings = ["json", "csv", "dot", "txt", "html", "md", "xlsx", "svg", "graphml", "mmd"]
    yield from written("corpus: lineage -o", ["lineage"], endings)


def trace_jobs(group, corpus, count, count_of_forms):
    some = [provision["id"] for provision in spread(provisions(corpus), count)]
    for name in some:
        yield from in_forms(group, ["json"], "trace", name, *corpus.at)
    for name in spread(some, count_of_forms):
        yield from in_forms(group, HISTORY_FORMS[1:], "trace", name, *corpus.at)


def precedent_jobs(group, corpus, queries, names, languages):
    for query in queries:
        yield from in_forms(group, ["json", "table"], "precedent", query, *corpus.at)
        for more in [["--all"], ["--limit", "1"], *(["--lang", language] for language in languages)]:
            yield from in_forms(group, ["json"], "precedent", query, *more, *corpus.at)
    for name, more in itertools.product(names, [[], ["--all", "--limit", "10"], ["--lexicon", "own/lexicon.toml"]]):
        yield from in_forms(f"{group} --file", ["json", "table"], "precedent", "--file", name, *more, *corpus.at)


def review_jobs(group, at):
    for more in [[], ["--paragraphs"], ["--decided"]]:
        yield from in_forms(group, ["json", "table"], "review", *more, *at)


def decide_jobs(questions):
    """Decisions one after the other, each question's in a corpus of its own, and what comes of them."""
    for at, question in enumerate(questions):
        yield list(itertools.chain(*decide_commands(question, f"decided-{at}")))


def decide_commands(question, corpus):
    at = ["-C", corpus]
    old, new = question["open"][0]["old"], question["open"][0]["new"]

    def decide(*args):
        yield command("corpus: decide", "decide", *args, *at, files=[f"{corpus}/decisions.toml"])
        yield from in_forms("corpus: decide", ["json", "table"], "review", "--decided", *at)
        yield from in_forms("corpus: decide", ["json"], "lineage", "--paragraphs", *at)

    yield from decide(old, new, "--accept", *BY)
    yield from in_forms("corpus: after a decision", LINEAGE_FORMS, "lineage", *at)
    yield from looks_at(old, new, at)
    yield from decide(old, new, "--reject", *BY)
    yield from decide(old, new, "--reject", "--replace", *BY)
    yield from looks_at(old, new, at)
    for rival in question["rivals"][:1]:
        yield from decide(rival["old"], rival["new"], "--link", *BY)
        yield from looks_at(rival["old"], rival["new"], at)
        yield from decide(old, new, "--link", *BY)
        yield from decide(old, new, "--link", "--replace", *BY)
        yield from looks_at(old, new, at)
    yield from decide(old, new, "--undo")
    yield from decide(old, new, "--undo")


def looks_at(old, new, at):
    """Commands that tell of two provisions."""
    (old_document, _), (new_document, new_label) = (name.split("/") for name in (old, new))
    compare = ["compare", old_document, new_document, "--paragraphs", *at]
    group = "corpus: after a decision"
    yield from in_forms(group, ["json", "table"], "review", "--paragraphs", *at)
    yield from in_forms(group, ["json", "table"], "trace", new, *at)
    yield from in_forms(group, ["json", "csv", "table", "docx"], *compare)
    yield from in_forms(group, ["json", "table"], *compare, "--explain", new_label.removeprefix("para-"))


def stale_jobs():
    """Decisions on texts that have changed since."""
    at = ["-C", "stale"]
    yield from review_jobs("corpus: stale decisions", at)
    yield from in_forms("corpus: stale decisions", ["json", "csv", "table"], "lineage", "--paragraphs", *at)


def told_jobs(names, schemas, lexicons, profiles):
    """What the program tells of itself."""
    yield command("told: help", "--version")
    for args in [[], *([name] for name in names)]:
        yield command("told: help", *args, "-h")
        yield command("told: help", *args, "--help")
        yield command("told: help", "man", *args)
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"]:
        yield command("told: help", "completions", shell)
    for sort, some in [("schema", schemas), ("lexicon", lexicons), ("profile", profiles)]:
        yield from (command("told: schemas, lexicons, profiles", sort, name) for name in some)


def folder_jobs(name, paths, corpus):
    """The documents of a folder, each, side by side, and all together."""
    group = f"{name}: "
    yield from extract_jobs(f"{group}extract", paths)
    yield from lineage_jobs(f"{group}lineage of bare files", paths)
    pairs = list(itertools.pairwise(paths))
    for old, new in pairs:
        compare = ["compare", old, new]
        yield from in_forms(f"{group}compare", DATA, *compare)
        yield from in_forms(f"{group}compare", ["json"], *compare, "--paragraphs")
        yield command(f"{group}compare --redline", *compare, "--redline")
    for pair in spread(pairs, 8):
        yield from compare_jobs(f"{group}compare", *pair)
    for path in paths:
        if path.endswith(".docx"):
            yield from in_forms(f"{group}compare with itself", ["json", "csv", "docx"], "compare", path)
            yield from in_forms(f"{group}extract", ["json"], "extract", path, "--revisions", "original")
    if not corpus.documents:
        return
    by_id = {document["id"]: document for document in corpus.documents}
    for old, new in spread(itertools.pairwise(by_id), 8):
        some = spread(labels(by_id[old], by_id[new]), 4)
        yield from explain_jobs(f"{group}compare", (old, new), some, "--paragraphs", *corpus.at)
    yield from trace_jobs(f"{group}trace", corpus, 6, 2)
    queries = [provision["text"] for provision in spread(provisions(corpus), 6)]
    yield from precedent_jobs(f"{group}precedent", corpus, queries, spread(by_id, 3), [])
    yield from review_jobs(f"{group}review", corpus.at)


def bench_jobs(name, pairs):
    group = f"{name}: compare"
    for pair, _ in pairs:
        yield from in_forms(group, DATA, "compare", *pair)
    for pair, some_labels in spread(pairs, 6):
        yield from compare_jobs(group, *pair)
        yield from explain_jobs(group, pair, spread(some_labels, 5))
        for more in [["--lang", "en"], ["--threads", "1"], PARAMETERS]:
            yield from in_forms(group, ["json"], "compare", *pair, *more)
    for pair, _ in pairs[:1]:
        as_csv = [path.replace(".jsonl", ".csv") for path in pair]
        yield from in_forms(f"{group} of CSV lists", ["json", "table"], "compare", *as_csv)
        yield from in_forms(f"{name}: extract", ["json"], "extract", *pair)
        yield from in_forms(f"{name}: lineage of bare files", ["json", "table"], "lineage", *pair)


# ---- The files it is run on ------------------------------------------------------------------------------------------


def natural(path):
    """A key by which `s-res-9` comes before `s-res-10`."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", path.name)]


def documents_in(folder):
    is_document = lambda path: path.suffix.lower() in ENDINGS and path.name != "README.md"
    return sorted(filter(is_document, folder.iterdir()), key=natural)


def folders_in(root):
    """A folder and all below it, if they hold documents, by short names."""
    for folder in [root, *sorted(path for path in root.rglob("*") if path.is_dir())]:
        if documents_in(folder):
            yield "-".join(folder.relative_to(root).parts) or root.resolve().name, folder


def free_name(name, taken):
    """A name, told apart from those that are taken already."""
    names = itertools.chain([name], (f"{name}-{at}" for at in itertools.count(2)))
    free = next(name for name in names if name not in taken)
    taken.add(free)
    return free


def copy_folder(source, target):
    """Copies the documents of a folder and makes a corpus of them; gives their paths."""
    target.mkdir(parents=True)
    paths = documents_in(source)
    manifest, taken = [], set()
    for path in paths:
        shutil.copyfile(path, target / path.name)
        name = re.sub(r"[^A-Za-z0-9.-]+", "-", free_name(path.stem, taken)).strip("-.")
        manifest.append(f"[[document]]\nid = {json.dumps(name)}\npath = {json.dumps(path.name)}\n")
    (target / "manifest.toml").write_text("\n".join(manifest), encoding="utf-8")
    return [str(pathlib.PurePath(*target.parts[-2:], path.name)) for path in paths]


def write_units(texts, path):
    lines = [json.dumps({"id": str(at), "text": text}, ensure_ascii=False) for at, text in enumerate(texts)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with path.with_suffix(".csv").open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([["id", "text"], *enumerate(texts)])


def write_bench(source, target):
    """Writes each pair of a bench file as two unit lists; gives their paths and the labels of the old ones."""
    pairs = []
    for at, item in enumerate(json.loads(source.read_text(encoding="utf-8"))):
        folder = target / f"{at:03}"
        folder.mkdir(parents=True)
        for side in ("old", "new"):
            write_units(item[side], folder / f"{side}.jsonl")
        pair = [str(pathlib.PurePath(*folder.parts[-3:], f"{side}.jsonl")) for side in ("old", "new")]
        pairs.append((pair, [str(at) for at in range(len(item["old"]))]))
    return pairs


def copy_corpus(source, target):
    shutil.copytree(source, target, copy_function=shutil.copyfile)
    (target / "decisions.toml").unlink(missing_ok=True)


def write_stale(ask, folder, questions):
    """Decides some links, then changes one decision's wording and takes another's away."""
    for question in questions:
        ask("decide", question["open"][0]["old"], question["open"][0]["new"], "--accept", *BY, "-C", folder.name)
    path = folder / "decisions.toml"
    if path.is_file():
        text = path.read_text(encoding="utf-8")
        first, *others = re.split(r"(?m)^(?=\[\[)", text)[1:] or [text]
        first = re.sub(r"(?m)^(old_text = [\"']+)", r"\1Once ", first)
        others = [re.sub(r"(?m)^(old|new)_text = .*\n", "", other) for other in others]
        path.write_text("".join([first, *others]), encoding="utf-8")


def by_size(folder):
    return sorted(folder.glob("*.json"), key=lambda path: (path.stat().st_size, path.name))


def folders_and_benches(options):
    benches = [file for path in options.bench for file in (by_size(path) if path.is_dir() else [path])]
    folders = [named for root in options.folder for named in folders_in(root)]
    return ([], benches[:2]) if options.quick else (folders, benches)


def corpus_of(ask, *at):
    """A corpus as the program reads it; without documents if it cannot."""
    lineage = ask("lineage", "--format", "json", *at)
    names = [document["id"] for document in json.loads(lineage)["documents"]] if lineage else []
    documents = [json.loads(ask("extract", name, "--format", "json", *at)) for name in names]
    return Corpus(list(at), documents)


def possible_values(ask, name, option=""):
    """The values that the program's help names for a command or one of its options."""
    told = ask(name, "-h").split(f"--{option} <", 1)[-1] if option else ask(name, "-h")
    return re.search(r"\[possible\s+values:\s*([^\]]*)\]", told)[1].replace("\n", " ").replace(",", " ").split()


def names_of_commands(ask):
    listed = ask("--help").split("Commands:", 1)[1].split("\n\n", 1)[0]
    return [name for name in re.findall(r"(?m)^  (\w+)", listed) if name != "help"]


def asker(binary, home):
    """A function that gives what a program prints; nothing if it fails."""
    return lambda *args: result(binary, Run("", list(args), b"", []), home)["standard output"].decode()


def write_own(ask, own):
    own.mkdir()
    (own / "lexicon.toml").write_text(OWN_LEXICON, encoding="utf-8")
    (own / "profile.toml").write_text(ask("profile", "recommendations"), encoding="utf-8")


def prepared(options, home, ask):
    """Puts all files into a folder and reads with the old program what stands in them."""
    corpora = ["corpus", "stale", *(f"decided-{at}" for at in range(1 if options.quick else 3))]
    for name in corpora:
        copy_corpus(options.corpus, home / name)
    (home / "out").mkdir()
    write_own(ask, home / "own")
    corpus = corpus_of(ask)
    if not corpus.documents:
        sys.exit(f"{options.old} reads no corpus at {options.corpus}")
    questions = json.loads(ask("review", "--paragraphs", "--format", "json"))["questions"]
    write_stale(ask, home / "stale", questions)
    paths = [f"corpus/{path.name}" for path in documents_in(home / "corpus")]
    gold = [f"corpus/gold/{path.name}" for path in sorted((home / "corpus" / "gold").glob("*.tsv"))]
    folders, benches, taken = {}, {}, set()
    some_folders, some_benches = folders_and_benches(options)
    for name, folder in some_folders:
        name = free_name(name, taken)
        copied = copy_folder(folder, home / "folders" / name)
        folders[name] = (copied, corpus_of(ask, "-C", f"folders/{name}"))
    for path in some_benches:
        name = free_name(path.stem, taken)
        benches[name] = write_bench(path, home / "bench" / name)
    return Prepared(corpus, paths, gold, questions[: len(corpora) - 2], folders, benches)


def all_jobs(at, home, ask):
    """All that is to be run on what is prepared."""
    profiles, lexicons = possible_values(ask, "profile"), possible_values(ask, "lexicon")
    facets, languages = possible_values(ask, "compare", "only"), possible_values(ask, "compare", "lang")
    streams = [(home / path).read_bytes() for path in at.paths if path.endswith((".txt", ".md"))]
    queries = QUERIES + [provision["text"] for provision in spread(provisions(at.corpus), 10)]
    yield from corpus_extract_jobs(at.corpus, profiles, at.paths, streams)
    yield from corpus_compare_jobs(at.corpus, facets, languages)
    yield from corpus_lineage_jobs(facets, at.paths)
    yield from trace_jobs("corpus: trace", at.corpus, 60, 12)
    yield from precedent_jobs("corpus: precedent", at.corpus, queries, ids(at.corpus), lexicons)
    yield from review_jobs("corpus: review", [])
    yield from decide_jobs(at.questions)
    yield from stale_jobs()
    for path in at.gold:
        yield from in_forms("corpus: eval", ["json", "table"], "eval", path)
    yield from told_jobs(names_of_commands(ask), possible_values(ask, "schema"), lexicons, profiles)
    yield from (command("told: mistakes", *args) for args in MISTAKES)
    for name, (paths, corpus) in at.folders.items():
        yield from folder_jobs(name, paths, corpus)
    for name, pairs in at.benches.items():
        yield from bench_jobs(name, pairs)


# ---- Running it and telling what differs -----------------------------------------------------------------------------


def environment():
    unwanted = ("COLUMNS", "NO_COLOR", "RUST_BACKTRACE")
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    return {**kept, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}


def result(binary, run, folder):
    """What a program prints and writes, by the name of each part. Both programs are told that they are `travaux`."""
    try:
        done = subprocess.run(
            ["travaux", *run.args],
            executable=binary,
            cwd=folder,
            env=environment(),
            input=run.stdin,
            capture_output=True,
            timeout=TIMEOUT,
        )
        printed, errors, code = done.stdout, done.stderr, done.returncode
    except subprocess.TimeoutExpired:
        printed, errors, code = b"", b"", TOO_LONG
    parts = {"standard output": printed, "standard error": errors, "exit code": str(code).encode()}
    for name in run.files:
        path = folder / name
        parts[name] = path.read_bytes() if path.is_file() else b"(no such file)"
    return parts


def compared(run, binaries, homes, out):
    """Runs one command with both programs."""
    old, new = (result(binary, run, home) for binary, home in zip(binaries, homes))
    differences = [difference(part, old[part], new[part]) for part in old if old[part] != new[part]]
    if differences and out:
        keep(run, old, new, out)
    code = int(old["exit code"])
    return Outcome(run, differences, code, code not in (0, 1, 2) or b"panicked" in old["standard error"])


def keep(run, old, new, folder):
    """Writes both outputs of a command to a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "command.txt").write_text(line_of(run) + "\n", encoding="utf-8")
    for side, parts in [("old", old), ("new", new)]:
        for part, content in parts.items():
            (folder / f"{side}-{part.replace('/', '-').replace(' ', '-')}").write_bytes(content)


def done_in_parallel(jobs, binaries, homes, options):
    """The outcomes of all jobs, in their order."""
    total = sum(map(len, jobs))
    starts = itertools.accumulate(map(len, jobs), initial=0)

    def all_of(job, start):
        kept = (options.out / f"{start + at:05}" if options.out else None for at in range(len(job)))
        return [compared(run, binaries, homes, out) for run, out in zip(job, kept)]

    outcomes = []
    pool = concurrent.futures.ThreadPoolExecutor(options.jobs)
    try:
        for of_job in pool.map(all_of, jobs, starts):
            outcomes.extend(of_job)
            if sys.stderr.isatty():
                print(f"\r{len(outcomes)} of {total} ", end="", file=sys.stderr, flush=True)
    finally:
        pool.shutdown(cancel_futures=True)
    return outcomes


def line_of(run):
    """The command as one would type it."""
    return shlex.join(["travaux", *run.args]) + (" < ..." if run.stdin else "")


def difference(part, old, new, most=20):
    """What kind of difference there is between two results, and lines that show it."""
    values = [as_json(old), as_json(new)]
    if None not in values:
        lines = list(json_difference(values[0][0], values[1][0], "$"))
        kind = "the JSON differs"
        if not lines:
            lines = list(dict.fromkeys(order_difference(values[0][0], values[1][0], "$")))
            kind = "the same JSON value, " + ("keys in another order" if lines else "written otherwise")
        places = {re.sub(r"\[\d+\]", "[]", line[2:].split(": ")[0]) for line in lines}
        lines = lines or text_difference(text(old), text(new))
        return Difference(part, kind, list(itertools.islice(lines, most)), places)
    if all(zipfile.is_zipfile(io.BytesIO(one)) for one in (old, new)):
        kind, lines = zip_difference(old, new)
    elif max(map(len, (old, new))) < 60 and b"\n" not in old + new:
        kind, lines = f"{text(old)}, now {text(new)}", []
    else:
        kind, lines = "differs", text_difference(text(old), text(new))
    return Difference(part, kind, list(itertools.islice(lines, most)), set())


def text(content):
    return content.decode("utf-8", "replace")


def as_json(content):
    """The JSON value in a tuple; nothing if it is none."""
    try:
        return (json.loads(content),) if content[:1] in (b"{", b"[") else None
    except ValueError:
        return None


def json_difference(old, new, where):
    """Lines that name each place where two values differ, and both values there."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in old | new:
            if key not in new:
                yield f"- {where}.{key}: {short(old[key])}"
            elif key not in old:
                yield f"+ {where}.{key}: {short(new[key])}"
            else:
                yield from json_difference(old[key], new[key], f"{where}.{key}")
    elif isinstance(old, list) and isinstance(new, list):
        yield from list_difference(old, new, where)
    elif type(old) is not type(new) or old != new:
        for sign, value in zip("-+", cut(*(json.dumps(one, ensure_ascii=False) for one in (old, new)))):
            yield f"{sign} {where}: {value}"


def order_difference(old, new, where):
    """Lines that name the objects of two equal values whose keys are in another order."""
    if isinstance(old, dict):
        if list(old) != list(new):
            yield f"- {where}: {', '.join(old)}"
            yield f"+ {where}: {', '.join(new)}"
        for key in old:
            yield from order_difference(old[key], new[key], f"{where}.{key}")
    elif isinstance(old, list):
        for pair in zip(old, new):
            yield from order_difference(*pair, f"{where}[]")


def list_difference(old, new, where):
    if len(old) == len(new):
        for at, pair in enumerate(zip(old, new)):
            yield from json_difference(*pair, f"{where}[{at}]")
        return
    yield f"  {where}: {len(old)} entries, now {len(new)}"
    written = [[json.dumps(entry, sort_keys=True) for entry in entries] for entries in (old, new)]
    for tag, i, j, k, l in difflib.SequenceMatcher(None, *written, autojunk=False).get_opcodes():
        if tag == "replace" and j - i == l - k:
            for at in range(j - i):
                yield from json_difference(old[i + at], new[k + at], f"{where}[{i + at}]")
        elif tag != "equal":
            yield from (f"- {where}[{at}]: {short(old[at])}" for at in range(i, j))
            yield from (f"+ {where}[{at}]: {short(new[at])}" for at in range(k, l))


def short(value):
    return cut(json.dumps(value, ensure_ascii=False))[0]


def cut(*texts, most=160):
    """Texts cut to where they begin to differ."""
    start = max(0, len(os.path.commonprefix(texts)) - most // 3) if len(texts) > 1 else 0
    start = start if max(map(len, texts)) > most else 0
    end = start + most
    return [("…" if start else "") + one[start:end] + ("…" if len(one) > end else "") for one in texts]


def text_difference(old, new, context=2, most=400):
    """A unified diff from the first line that differs; lines too long to read are broken at signs of markup."""
    sides = [[part for line in side.split("\n") for part in broken(line)] for side in (old, new)]
    same = next((at for at, pair in enumerate(zip(*sides)) if pair[0] != pair[1]), min(map(len, sides)))
    start = max(0, same - context)
    yield f"  from line {start + 1}"
    lines = difflib.unified_diff(*(side[start : start + most] for side in sides), n=context, lineterm="")
    yield from (cut(line)[0] for line in itertools.islice(lines, 3, None))


def broken(line):
    return [line] if len(line) <= 160 else re.split(r"(?<=[>,;}])", line)


def zip_difference(old, new):
    """The parts of two Word documents or spreadsheets that differ, and how the first of them does."""
    archives = [zipfile.ZipFile(io.BytesIO(one)) for one in (old, new)]
    names = [archive.namelist() for archive in archives]
    if names[0] != names[1]:
        return "consists of other parts", text_difference(*("\n".join(one) for one in names))
    differing = [name for name in names[0] if archives[0].read(name) != archives[1].read(name)]
    if not differing:
        return "the same parts, packed otherwise", iter([])
    first = [text(archive.read(differing[0])) for archive in archives]
    return f"differs in {', '.join(differing)}", text_difference(*first)


def expectations(path):
    """What is meant to differ: a regular expression for the command, and the reason."""
    if path is None:
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    told = [line.partition("\t") for line in lines if line.strip() and not line.startswith("#")]
    return [(re.compile(pattern), reason.strip()) for pattern, _, reason in told]


def show(outcome):
    print(f"\n{line_of(outcome.run)}")
    for one in outcome.differences:
        print("\n    ".join([f"  {one.part}: {one.kind}", *one.lines]))


def report(outcomes, expected, options):
    """Prints what differs and a summary; gives whether all is as expected."""
    differing = [one for one in outcomes if one.differences]
    reasons = {}
    for pattern, reason in expected:
        reasons.update({id(one): reason for one in differing if pattern.search(line_of(one.run))})
    unexpected = [one for one in differing if id(one) not in reasons]
    for one in unexpected[: options.show]:
        show(one)
    for one in unexpected[options.show :]:
        print(f"differs as well: {line_of(one.run)}")
    print_places(unexpected)
    print_summary(outcomes, reasons)
    for reason, count in collections.Counter(reasons.values()).items():
        print(f"expected, {count} times: {reason}")
    return not unexpected and all([occurred(outcomes, *one, options) for one in expected])


def print_places(differing, most=20):
    """The places in JSON that differ most often."""
    places = collections.Counter(place for one in differing for of_part in one.differences for place in of_part.places)
    if places:
        print(f"\nplaces in JSON that differ, and in the output of how many commands")
    for place, count in places.most_common(most):
        print(f"{count:6} {place}")


def occurred(outcomes, pattern, reason, options):
    """Whether an expected difference occurred; where not all commands were run, those that were not are let pass."""
    matching = [one for one in outcomes if pattern.search(line_of(one.run))]
    if any(one.differences for one in matching) or not matching and (options.quick or options.only):
        return True
    what = "did not occur" if matching else "matches no command"
    print(f"expected, but {what}: {pattern.pattern} ({reason})")
    return False


def print_summary(outcomes, reasons):
    """A line for each area and, where something differs or fails with the old program, for its groups."""
    areas, groups = {}, {}
    for one in outcomes:
        area, group = one.run.group.split(": ", 1)
        area = f"{area}, {group.rsplit(', ', 1)[1]}"
        areas.setdefault(area, []).append(one)
        groups.setdefault(area, {}).setdefault(f"    {group.rsplit(', ', 1)[0]}", []).append(one)
    print(f"\n{'':40} {'runs':>6} {'same':>6} {'differ':>6} {'expected':>8} {'failing':>7}")
    for area, some in [*areas.items(), ("all", outcomes)]:
        print_counts(area, some, reasons)
        for group, of_group in groups.get(area, {}).items():
            if any(one.differences or fails(one) for one in of_group):
                print_counts(group, of_group, reasons)
    for one in outcomes:
        if one.is_broken:
            print(f"the old program breaks down: {line_of(one.run)}")


def print_counts(name, outcomes, reasons):
    differing = [one for one in outcomes if one.differences]
    known = sum(id(one) in reasons for one in differing)
    same, unknown, failing = len(outcomes) - len(differing), len(differing) - known, sum(map(fails, outcomes))
    print(f"{name:40} {len(outcomes):6} {same:6} {unknown:6} {known:8} {failing:7}")


def fails(outcome):
    return outcome.code != 0


# ---- How long it takes -----------------------------------------------------------------------------------------------


def slow_commands(at, home):
    """Commands that take long, by what they are."""
    names = ids(at.corpus)
    files = max((paths for paths, _ in at.folders.values()), key=len, default=at.paths)
    pairs = [pair for pairs in at.benches.values() for pair, _ in pairs] or [at.paths[-2:]]
    pair = max(pairs, key=lambda pair: sum(size(home / path) for path in pair))
    documents = [path for paths, _ in at.folders.values() for path in paths] or at.paths
    largest = max(documents, key=lambda path: (path.endswith(".pdf"), size(home / path)))
    label = labels(at.corpus.documents[-1])[0]
    return {
        "lineage of the corpus": ["lineage", "--paragraphs", "--format", "json"],
        "lineage of the corpus, a page": ["lineage", "--paragraphs", "--format", "html"],
        f"lineage of {len(files)} files": ["lineage", *files, "--format", "json"],
        f"lineage of {len(files)} files, a page": ["lineage", *files, "--format", "html"],
        "precedent": ["precedent", QUERIES[0], "--format", "json"],
        "precedent of a document": ["precedent", "--file", names[-1], "--format", "json"],
        f"compare {pair[0]}": ["compare", *pair, "--format", "json"],
        "compare --explain": ["compare", *names[-2:], "--explain", label, "--format", "json"],
        "review": ["review", "--paragraphs", "--format", "json"],
        f"extract {largest}": ["extract", largest, "--format", "json"],
    }


def size(path):
    return path.stat().st_size


def seconds(binary, args, folder):
    """How long a command takes by the clock, and how long processors work for it."""
    start = time.perf_counter()
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(["travaux", *args], executable=binary, cwd=folder, env=environment(), **quiet)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        print(f"fails: {shlex.join(args)}", file=sys.stderr)
    return time.perf_counter() - start, used.ru_utime + used.ru_stime


def time_all(commands, binaries, home, rounds=7):
    """Times old and new by turns; prints milliseconds, and new divided by old."""
    columns = ["old min", "median", "new min", "median", "ratio min", "median", "processor"]
    print(f"{'':50}" + "".join(f"{column:>10}" for column in columns))
    for name, args in commands.items():
        took = [[], []]
        for at in range(rounds):
            for side in (0, 1) if at % 2 == 0 else (1, 0):
                took[side].append(seconds(binaries[side], args, home))
        (old, old_work), (new, new_work) = (zip(*side) for side in took)
        figures = [figure * 1000 for side in (old, new) for figure in (min(side), statistics.median(side))]
        ratios = [figures[2] / figures[0], figures[3] / figures[1], min(new_work) / max(min(old_work), 1e-6)]
        cells = [f"{one:10.1f}" for one in figures] + [f"{one:10.3f}" for one in ratios]
        print(f"{name:50}" + "".join(cells), flush=True)


# ---- The command line ------------------------------------------------------------------------------------------------


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    path = pathlib.Path
    parser.add_argument("old", type=path, help="the program as it was")
    parser.add_argument("new", type=path, help="the program as it is")
    parser.add_argument("--corpus", type=path, default=PROJECT / "corpus", help="a folder with a manifest")
    parser.add_argument("--folder", type=path, action="append", default=[], help="a folder of documents")
    about = "pairs of unit lists in JSON, or a folder of such files"
    parser.add_argument("--bench", type=path, action="append", default=[], help=about)
    numbers = PROJECT / "src/align/parameters.toml"
    about = "the file of the engine's numbers, or the old program's and the new one's"
    parser.add_argument("--parameters", type=path, nargs="+", default=[numbers], metavar="FILE", help=about)
    parser.add_argument("--out", type=path, help="where to keep the outputs that differ")
    parser.add_argument("--expect", type=path, help="differences that are meant: REGEX <TAB> REASON")
    parser.add_argument("--only", type=re.compile, help="a regular expression for the groups or commands to run")
    parser.add_argument("--show", type=int, default=40, help="how many differences to show line by line")
    parser.add_argument("--jobs", type=int, default=2, help="how many commands to run at once")
    parser.add_argument("--quick", action="store_true", help="a few commands of each sort")
    parser.add_argument("--time", action="store_true", help="compare how long slow commands take")
    options = parser.parse_args()
    for binary in (options.old, options.new):
        if not os.access(binary, os.X_OK):
            parser.error(f"{binary} is no program")
    options.old, options.new = options.old.resolve(), options.new.resolve()
    return options


def chosen(jobs, options):
    """The jobs that are asked for."""
    if options.only:
        is_meant = lambda run: options.only.search(run.group) or options.only.search(line_of(run))
        jobs = [job for job in jobs if any(map(is_meant, job))]
    if options.quick:
        by_group = {}
        for job in jobs:
            by_group.setdefault(job[0].group, []).append(job)
        some = [spread(of_group, 2 if group.endswith("data") else 1) for group, of_group in by_group.items()]
        jobs = [job[:8] for job in itertools.chain(*some)]
    return jobs


def main():
    options = arguments()
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="same-outputs-") as folder:
        homes = [pathlib.Path(folder, side) for side in ("old", "new")]
        homes[0].mkdir()
        ask = asker(options.old, homes[0])
        at = prepared(options, homes[0], ask)
        binaries = [options.old, options.new]
        if options.time:
            return time_all(slow_commands(at, homes[0]), binaries, homes[0])
        shutil.copytree(*homes)
        for home, path in zip(homes, itertools.cycle(options.parameters)):
            shutil.copyfile(path, home / "own" / "parameters.toml")
        jobs = chosen(list(all_jobs(at, homes[0], ask)), options)
        outcomes = done_in_parallel(jobs, binaries, homes, options)
    is_as_expected = report(outcomes, expectations(options.expect), options)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{time.monotonic() - start:.0f} seconds, in which processors worked {used.ru_utime + used.ru_stime:.0f}")
    sys.exit(0 if is_as_expected else 1)


if __name__ == "__main__":
    main()
