"""What a person can put right, said in a sentence."""


class ComplianceError(Exception):
    """A run that failed for a reason that can be said plainly; the command line exits 1."""

    exit_code = 1


class InputError(ComplianceError):
    """Usage or input that a person can mend: what was found, where, what to do; exits 2.

    The message must never carry case data other than ids that the reader already holds.
    """

    exit_code = 2
