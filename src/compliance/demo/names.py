"""Invented names, each saying that it is a test."""

from random import Random

FIRST = (
    "Avery Robin Jules Rowan Sky Ellis Marlow Quinn Lennon Sage River Wren Blair Casey Dale Frankie Indigo Jamie Kit Lark "
    "Morgan Nico Oakley Perry Reese Sorrel Tatum Vale Winter Arden Briar Cove Darcy Ember Fern Harper Isla Juniper Koa Linden"
).split()
LAST = (
    "Moor Thistle Bramble Larkin Fenwater Hollin Kestrel Marsh Orchard Pebble Quarry Ridley Saltmarsh Tarn Underhill Vetch "
    "Willowby Yarrow Ashmere Birchall Coombe Dunnock Elderfield Foxley Greenway Hazelby Ivyleaf Juniperson Knoll Lintott "
    "Meadowes Nettlefold Oakhanger Plover Rushmere Skylark Teasel Upland Violette Wychwood"
).split()


def first_name(random: Random) -> str:
    """A child's or worker's first name."""
    return f"Test-{random.choice(FIRST)}"


def surname(random: Random) -> str:
    """A family's name."""
    return random.choice(LAST)
