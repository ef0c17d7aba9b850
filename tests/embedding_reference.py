#!/usr/bin/env python3
"""The vectors that tests/all/comparing/models.rs expects of its made-up transformer, computed from the formulas in double
precision and with nothing but Python, apart from the program: embeddings, layer normalization, attention, GELU, pooling.

    python3 tests/embedding_reference.py
"""

import math

HIDDEN, HEADS, INNER = 8, 2, 16
# [PAD] [UNK] [CLS] [SEP] ports keep register ##s
TOKENS = [2, 4, 5, 6, 7, 3]  # [CLS] ports keep register ##s [SEP]


def matrix(seed, rows, columns):
    """Numbers that have no meaning, all of them multiples of 1/64, which any precision holds exactly."""
    value = lambda at: ((at * 37 + seed * 13) % 101 - 50) / 64
    return [[value(row * columns + column) for column in range(columns)] for row in range(rows)]


def row(seed, count):
    return matrix(seed, 1, count)[0]


def linear(vector, seed, count):
    weight, bias = matrix(seed, count, len(vector)), row(seed + 1, count)
    return [sum(w * x for w, x in zip(weights, vector)) + b for weights, b in zip(weight, bias)]


def norm(vector, seed):
    mean = sum(vector) / len(vector)
    variance = sum((x - mean) ** 2 for x in vector) / len(vector)
    scale, shift = row(seed, len(vector)), row(seed + 1, len(vector))
    return [(x - mean) / math.sqrt(variance + 1e-12) * a + b for x, a, b in zip(vector, scale, shift)]


def added(one, other):
    return [x + y for x, y in zip(one, other)]


def encode(tokens, first_place):
    words, places, kinds = matrix(1, 8, HIDDEN), matrix(2, 16, HIDDEN), matrix(3, 2, HIDDEN)
    states = [
        norm(added(added(words[token], places[first_place + at]), kinds[0]), 4) for at, token in enumerate(tokens)
    ]
    query, key, value = ([linear(state, seed, HIDDEN) for state in states] for seed in (6, 8, 10))
    width = HIDDEN // HEADS
    contexts = []
    for at in range(len(tokens)):
        context = []
        for head in range(HEADS):
            part = slice(head * width, (head + 1) * width)
            scores = [sum(q * k for q, k in zip(query[at][part], other[part])) / math.sqrt(width) for other in key]
            weights = [math.exp(score) for score in scores]
            context += [sum(w * v[part][n] for w, v in zip(weights, value)) / sum(weights) for n in range(width)]
        contexts.append(context)
    states = [norm(added(linear(context, 12, HIDDEN), state), 14) for context, state in zip(contexts, states)]
    gelu = lambda x: 0.5 * x * (1 + math.erf(x / math.sqrt(2)))
    inner = [[gelu(x) for x in linear(state, 16, INNER)] for state in states]
    return [norm(added(linear(one, 18, HIDDEN), state), 20) for one, state in zip(inner, states)]


def unit(vector):
    length = math.sqrt(sum(x * x for x in vector))
    return [x / length for x in vector]


for name, tokens, first_place in [("bert", TOKENS, 0), ("roberta", TOKENS, 2), ("cut", TOKENS[:3] + TOKENS[-1:], 0)]:
    states = encode(tokens, first_place)
    print(f"{name}, mean: {[round(x, 6) for x in unit([sum(column) for column in zip(*states)])]}")
    print(f"{name}, first: {[round(x, 6) for x in unit(states[0])]}")
