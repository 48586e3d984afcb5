"""The sixteen standards as a plain Python loop: child by child, standard by standard, record by record."""
