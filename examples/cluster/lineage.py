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
import subprocess
import sys
import tempfile
import textwrap
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

from dask.distributed import Client, LocalCluster


@dataclass(frozen=True)
class Program:
    """How a worker runs `travaux` on the archive."""

    travaux: str
    archive: str
    cache: str | None
    threads: int | None

    def run(self, *arguments):
        """Runs a command and gives what it prints; what it says of an error is the error's text."""
        keep = ["--cache", self.cache] if self.cache else []
        threads = ["--threads", str(self.threads)] if self.threads else []
        command = [self.travaux, "-C", self.archive, *keep, *threads, *arguments]
        done = subprocess.run(command, capture_output=True)
        if done.returncode != 0:
            raise RuntimeError(done.stderr.decode(errors="replace").strip())
        return done.stdout

    def survey(self, *arguments, given=()):
        """Makes a survey, given others, and gives its bytes. Surveys travel in memory, so that workers need no common folder."""
        with tempfile.TemporaryDirectory() as folder:
            files = []
            for at, held in enumerate(given):
                files.append(Path(folder, f"{at}.given"))
                files[-1].write_bytes(held)
            into = Path(folder, "made")
            joined = [argument for file in files for argument in ("--with", str(file))]
            self.run("survey", *joined, *arguments, "--into", str(into))
            return into.read_bytes()


# What workers do. Each takes plain values and gives bytes, so that any worker can do it, and do it again.


def introduce(program, ids):
    """What some documents introduce: short forms, delegations, which documents belong together."""
    return program.survey("--part", *ids)


def join(program, parts):
    """One survey of several."""
    return program.survey(given=parts)


def count(program, read, ids):
    """How often the words of some documents stand, given what all introduce."""
    return program.survey(*ids, given=[read])


def link(program, whole, ids):
    """The lineage of some groups of documents, which no link leads out of: for each list of it the items as indented JSON, each with
    the ids by which it has its place in the whole."""
    with tempfile.NamedTemporaryFile() as survey:
        Path(survey.name).write_bytes(whole)
        found = json.loads(program.run("lineage", "--survey", survey.name, "--format", "json", *ids))
    text = lambda item: textwrap.indent(json.dumps(item, indent=2, ensure_ascii=False), "    ")
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
        parts = [client.submit(join, program, parts[at : at + fan_in]) for at in range(0, len(parts), fan_in)]
    return parts[0]


def lineage(client, program, documents, part_bytes, part_provisions, say):
    """The JSON of the whole lineage, in pieces. `documents` are ids with the sizes of their files."""
    parts = [[id for id, _ in part] for part in in_parts(documents, lambda one: one[1], part_bytes)]
    say(f"{len(documents)} documents in {len(parts)} parts")
    read = join_all(client, program, client.map(introduce, [program] * len(parts), parts))
    say("introduced", read)
    counts = client.map(count, [program] * len(parts), [read] * len(parts), parts)
    whole = join_all(client, program, [read, *counts])
    say("counted", whole)
    with tempfile.NamedTemporaryFile() as survey:
        Path(survey.name).write_bytes(whole.result())
        about = json.loads(program.run("survey", "--with", survey.name, "--format", "json"))
    # The largest first, so that no worker begins a large one when the others are done.
    groups = sorted(about["groups"], key=lambda group: -group["provisions"])
    tasks = list(in_parts(groups, lambda group: group["provisions"], part_provisions))
    ids = [[id for group in task for id in group["documents"]] for task in tasks]
    say(f"{len(groups)} groups in {len(tasks)} tasks")
    linked = client.map(link, [program] * len(ids), [whole] * len(ids), ids)
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


def write_whole(path, pieces):
    """Writes a file whole or not at all."""
    unfinished = Path(f"{path}.unfinished")
    with open(unfinished, "w", encoding="utf-8") as file:
        file.writelines(pieces)
    os.replace(unfinished, path)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("archive", help="a folder with a manifest.toml, under the same path on every worker")
    parser.add_argument("-o", "--output", required=True, help="the file to write the JSON to")
    parser.add_argument("--scheduler", help="the address of a Dask scheduler [default: workers on this machine]")
    parser.add_argument("--workers", type=int, default=2, help="how many workers to start on this machine [default: 2]")
    parser.add_argument("--travaux", default="travaux", help="the program, as workers call it [default: travaux]")
    parser.add_argument("--cache", help="a folder in which workers keep what they read [default: each user's own]")
    parser.add_argument("--threads", type=int, help="threads of each run [default: one on this machine, else all]")
    parser.add_argument("--part-bytes", type=int, default=2_000_000, help="how much a worker reads at once, in bytes")
    parser.add_argument("--part-provisions", type=int, default=20_000, help="how many provisions it links at once")
    return parser.parse_args()


def main():
    given = arguments()
    begun = time.monotonic()

    def say(what, until=None):
        if until is not None:
            until.result()
        print(f"{time.monotonic() - begun:8.1f} s  {what}", file=sys.stderr)

    local = None
    if not given.scheduler:
        local = LocalCluster(n_workers=given.workers, threads_per_worker=1, dashboard_address=None)
    threads = given.threads or (1 if local else None)
    program = Program(given.travaux, str(Path(given.archive).resolve()), given.cache, threads)
    with Client(local or given.scheduler) as client:
        found = lineage(
            client, program, documents_of(given.archive), given.part_bytes, given.part_provisions, say
        )
    write_whole(given.output, found)
    say(f"written to {given.output}")
    if local:
        local.close()


if __name__ == "__main__":
    main()
