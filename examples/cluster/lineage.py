"""The lineage of an archive, made by many machines: the same bytes as `travaux lineage --format json` gives on one.

    python3 lineage.py ARCHIVE -o lineage.json                       # two workers on this machine
    python3 lineage.py ARCHIVE -o lineage.json --scheduler tcp://...  # a cluster that is there

Every worker needs `travaux`, of one version, and the archive under the same path. What a part of the archive must know of the rest
travels as a survey (`travaux survey --help`), which holds no texts. A worker that dies is made up for: its tasks run again
elsewhere.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

from dask.distributed import Client, LocalCluster, wait

# How often a task is tried again where its program fails, beside what is done for a worker that died.
RETRIES = 2


@dataclass(frozen=True)
class Program:
    """How a worker runs `travaux` on the archive."""

    travaux: str
    archive: str
    cache: str | None
    threads: int | None

    def run(self, *arguments, ids=()):
        """Runs a command and gives what it prints; what it says of an error is the error's text."""
        keep = ["--cache", self.cache] if self.cache else []
        threads = ["--threads", str(self.threads)] if self.threads else []
        named = ["--by-id", "--", *ids] if ids else []
        command = [self.travaux, "-C", self.archive, *keep, *threads, *arguments, *named]
        done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL)
        said = done.stderr.decode(errors="replace").strip()
        if done.returncode != 0:
            raise RuntimeError(said)
        if said:
            print(said, file=sys.stderr)
        return done.stdout

    def survey(self, *arguments, ids=(), given=()):
        """Makes a survey, given others, and gives its bytes. Surveys travel in memory, so that workers need no common folder."""
        with tempfile.TemporaryDirectory() as folder:
            files = []
            for at, held in enumerate(given):
                files.append(Path(folder, f"{at}.given"))
                files[-1].write_bytes(held)
            into = Path(folder, "made")
            joined = [argument for file in files for argument in ("--with", str(file))]
            self.run("survey", *joined, *arguments, "--into", str(into), ids=ids)
            return into.read_bytes()


# What workers do. Each takes plain values and gives bytes, so that any worker can do it, and do it again.


def introduce(program, ids):
    """What some documents introduce: short forms, delegations, which documents belong together."""
    return program.survey("--part", ids=ids)


def join(program, parts):
    """One survey of several."""
    return program.survey(given=parts)


def count(program, read, ids):
    """How often the words of some documents stand, given what all introduce."""
    return program.survey(ids=ids, given=[read])


def link(program, whole, ids):
    """The lineage of some groups of documents, which no link leads out of: for each list of it the items as indented JSON, each with
    the ids by which it has its place in the whole."""
    with tempfile.NamedTemporaryFile() as survey:
        Path(survey.name).write_bytes(whole)
        found = json.loads(program.run("lineage", "--survey", survey.name, "--format", "json", ids=ids))
    text = lambda item: "    " + json.dumps(item, indent=2, ensure_ascii=False).replace("\n", "\n    ")
    return {field: [(ids_of(item), text(item)) for item in found.get(field, [])] for field, ids_of in IDS.items()}


# The lists of a lineage in their order, each with the ids that an item goes by.
BY_SIZE = lambda item: (-len(item["provisions"]), item["id"])
IDS = {
    "documents": lambda item: (item["id"],),
    "descents": lambda item: (item["new"], *item["old"]),
    "citations": lambda item: (item["source"], item["target"]),
    "nodes": lambda item: (item["document"], item["id"]),
    "edges": lambda item: (KINDS.index(item["kind"]), item["source"], item["target"]),
    "unlinked": lambda item: (item["source"], item["target"]),
    "series": lambda item: (item["documents"][0],),
    "in_no_series": lambda id: (id,),
    "progress": lambda item: (item["documents"][0],),
    "provenance": lambda item: (item["documents"][0],),
    "threads": BY_SIZE,
    "families": BY_SIZE,
}
KINDS = ["version", "precedent", "follow-up"]
# What is left out where there is none.
OPTIONAL = {"unlinked", "in_no_series", "progress", "provenance", "families"}


# Who does what.


def in_parts(items, size, most):
    """Parts of a list whose sizes add up to at most so much; a larger item is a part of its own."""
    part, sum_of_sizes = [], 0
    for item in items:
        if part and sum_of_sizes + size(item) > most:
            yield part
            part, sum_of_sizes = [], 0
        part.append(item)
        sum_of_sizes += size(item)
    if part:
        yield part


def join_all(client, program, parts, fan_in=32):
    """Joins surveys two levels and more deep, so that nobody holds all parts at once."""
    while len(parts) > 1:
        parts = [
            client.submit(join, program, parts[at : at + fan_in], pure=False, retries=RETRIES)
            for at in range(0, len(parts), fan_in)
        ]
    return parts[0]


def lineage(client, program, documents, part_bytes, part_provisions, say):
    """The JSON of the whole lineage, in pieces. `documents` are ids with the sizes of their files."""
    each = {"pure": False, "retries": RETRIES}
    parts = [[id for id, _ in part] for part in in_parts(documents, lambda one: one[1], part_bytes)]
    say(f"{len(documents)} documents in {len(parts)} parts")
    read = join_all(client, program, client.map(introduce, [program] * len(parts), parts, **each))
    say("introduced", read)
    counts = client.map(count, [program] * len(parts), [read] * len(parts), parts, **each)
    whole = join_all(client, program, [read, *counts])
    say("counted", whole)
    with tempfile.NamedTemporaryFile() as survey:
        Path(survey.name).write_bytes(whole.result())
        about = json.loads(program.run("survey", "--with", survey.name, "--format", "json"))
    # The largest first, so that no worker begins a large one when the others are done.
    groups = sorted(about["groups"], key=lambda group: -group["provisions"])
    share = 4 * max(1, len(client.scheduler_info()["workers"]))
    most = part_provisions or min(20_000, about["provisions"] // share + 1)
    tasks = list(in_parts(groups, lambda group: group["provisions"], most))
    ids = [[id for group in task for id in group["documents"]] for task in tasks]
    say(f"{len(groups)} groups in {len(tasks)} tasks")
    linked = client.map(link, [program] * len(ids), [whole] * len(ids), ids, **each)
    found = client.gather(linked)
    say("linked")
    return gathered(found, about["documents"])


# One graph of many.


def gathered(parts, documents):
    """One lineage of those of all groups, as pieces of JSON in the order in which one machine gives them; `documents` are all ids in
    time."""
    place = {id: at for at, id in enumerate(documents)}
    nodes = sorted((place[document], at, id) for part in parts for at, ((document, id), _) in enumerate(part["nodes"]))
    place.update({id: at for at, (_, _, id) in enumerate(nodes)})
    # A number stands for itself, an id for its place.
    key = lambda ids: [place[id] if isinstance(id, str) else id for id in ids]
    yield '{\n  "schema": "travaux.lineage/1"'
    for field in IDS:
        items = sorted((key(ids), text) for part in parts for ids, text in part[field])
        if items or field not in OPTIONAL:
            body = ",\n".join(text for _, text in items)
            yield f',\n  "{field}": ' + (f"[\n{body}\n  ]" if items else "[]")
    yield "\n}\n"


# Beginning and end.


def documents_of(archive):
    """The ids of an archive's documents with the sizes of their files, in the order of its manifest."""
    with open(Path(archive, "manifest.toml"), "rb") as manifest:
        listed = tomllib.load(manifest)["document"]
    return [(one["id"], Path(archive, one["path"]).stat().st_size) for one in listed]


def files_of(archive):
    """The files that an archive is made of."""
    with open(Path(archive, "manifest.toml"), "rb") as manifest:
        listed = tomllib.load(manifest)["document"]
    named = ["manifest.toml", "decisions.toml", *(one["path"] for one in listed)]
    return {Path(archive, path).resolve() for path in named}


def write_whole(path, pieces):
    """Writes a file whole or not at all."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=Path(path).parent, delete=False) as file:
        try:
            file.writelines(pieces)
        except BaseException:
            os.unlink(file.name)
            raise
    os.replace(file.name, path)


def check(given):
    """Sees to it that what takes long is not begun in vain; what is wrong is the text of the error."""
    output = Path(given.output)
    if output.suffix != ".json":
        raise ValueError(f"{output}: the result is JSON; name a file that ends with .json")
    if output.is_dir() or not output.absolute().parent.is_dir():
        raise ValueError(f"{output}: is a folder, or in none that is there")
    if output.resolve() in files_of(given.archive):
        raise ValueError(f"{output}: is a file of the archive; write the result to another")
    if shutil.which(given.travaux) is None:
        raise ValueError(f"there is no program {given.travaux}; name it with --travaux")


def above_zero(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("archive", help="a folder with a manifest.toml, under the same path on every worker")
    parser.add_argument("-o", "--output", required=True, help="the file to write the JSON to")
    parser.add_argument("--scheduler", help="the address of a Dask scheduler [default: workers on this machine]")
    number = {"type": above_zero, "metavar": "NUMBER"}
    parser.add_argument("--workers", default=2, help="how many workers to start on this machine [default: 2]", **number)
    parser.add_argument("--travaux", default="travaux", help="the program, as workers call it [default: travaux]")
    parser.add_argument("--cache", help="a folder in which workers keep what they read [default: each user's own]")
    parser.add_argument("--threads", help="threads of each run [default: one on this machine, else all]", **number)
    parser.add_argument("--part-bytes", help="how much a worker reads at once [default: 2 MB, less of few]", **number)
    parser.add_argument("--part-provisions", help="how many it links at once [default: 20,000, less of few]", **number)
    return parser.parse_args()


def run(given):
    begun = time.monotonic()

    def say(what, until=None):
        if until is not None:
            wait(until)
            if until.status == "error":
                until.result()
        print(f"{time.monotonic() - begun:8.1f} s  {what}", file=sys.stderr)

    check(given)
    documents = documents_of(given.archive)
    local = None
    if not given.scheduler:
        local = LocalCluster(n_workers=given.workers, threads_per_worker=1, dashboard_address=None)
    threads = given.threads or (1 if local else None)
    program = Program(given.travaux, str(Path(given.archive).absolute()), given.cache, threads)
    with Client(local or given.scheduler) as client:
        # So many parts that no worker is left without one.
        share = 4 * max(1, len(client.scheduler_info()["workers"]))
        part_bytes = given.part_bytes or min(2_000_000, sum(size for _, size in documents) // share + 1)
        found = lineage(client, program, documents, part_bytes, given.part_provisions, say)
    write_whole(given.output, found)
    say(f"written to {given.output}")
    if local:
        local.close()


def main():
    try:
        run(arguments())
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        sys.exit(f"error: {str(error).removeprefix('error: ')}")


if __name__ == "__main__":
    main()
