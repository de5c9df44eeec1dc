"""What a policy is made of, and what it answers."""

from withness.values.rules.refusals import Refusal


class NotAllowed(Refusal):
    """No row of the policy allows this. Forbidden and absent look the same to whoever asked."""

    code = "not_allowed"


class PolicyHasGap(Exception):
    """A deed without a row, or declared twice: the program does not start."""
