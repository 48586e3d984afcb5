"""What is kept between sweeps: escalations, who was told, what happened, the sweeps themselves."""

from compliance.store.store import Store, open_store, upgrade_store

__all__ = ["Store", "open_store", "upgrade_store"]
