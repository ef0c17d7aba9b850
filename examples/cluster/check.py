"""Whether a cluster of two workers, of which one dies at work, comes to the same bytes as one machine.

    python3 check.py ARCHIVE --travaux PATH
"""

import argparse
import json
import os
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path

from dask.distributed import Client, LocalCluster

from lineage import Program, documents_of, lineage


def kill_one_at_work(client, pids, killed):
    """Kills the first worker that is seen linking."""
    while not killed:
        for worker, tasks in client.processing().items():
            if any(str(task).startswith("link-") for task in tasks):
                os.kill(pids[worker], signal.SIGKILL)
                killed.append(worker)
                return
        time.sleep(0.01)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("archive")
    parser.add_argument("--travaux", default="travaux")
    given = parser.parse_args()
    kept = tempfile.TemporaryDirectory()
    program = Program(given.travaux, str(Path(given.archive).absolute()), kept.name, 1)
    alone = program.run("lineage", "--format", "json").decode()
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        killed = []
        watcher = threading.Thread(target=kill_one_at_work, args=(client, client.run(os.getpid), killed), daemon=True)
        watcher.start()
        # Parts so small that each worker has several.
        documents = documents_of(given.archive)
        size = sum(size for _, size in documents) // 5
        provisions = len(json.loads(alone)["nodes"]) // 5
        together = "".join(lineage(client, program, documents, size, provisions, lambda what, until=None: None))
    if not killed:
        sys.exit("no worker was killed: all was done before")
    if together != alone:
        sys.exit("the cluster came to other bytes than one machine")
    print(f"same {len(alone)} bytes, though {killed[0]} was killed at work")


if __name__ == "__main__":
    main()
