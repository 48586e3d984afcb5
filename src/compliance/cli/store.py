"""`compliance store`: the store's own form."""

from compliance.cli.context import Context
from compliance.cli.show import say
from compliance.store import upgrade_store


def upgrade(given: Context) -> None:
    """Bring the store up to the form that this version of the program needs; one that is already there is left alone."""
    given.writable_data()
    upgrade_store(given.store_address, key_file=given.audit_key_file).close()
    say("The store is up to date.")
