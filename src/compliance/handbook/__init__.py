"""The handbook: the rules in force as pages for people who have never seen how they are written."""

from compliance.handbook.pages import handbook, write_handbook

__all__ = ["handbook", "write_handbook"]
