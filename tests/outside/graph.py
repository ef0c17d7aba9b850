"""Reads GraphML with NetworkX and prints how many nodes and edges there are, and what is known of one of each.

python3 graph.py FILE SOURCE TARGET
"""

import json
import sys

import networkx

path, source, target = sys.argv[1:]
graph = networkx.read_graphml(path)
print(
    json.dumps(
        {
            "nodes": graph.number_of_nodes(),
            "edges": graph.number_of_edges(),
            "directed": graph.is_directed(),
            "node": graph.nodes[source],
            "edge": graph.edges[source, target],
        }
    )
)
