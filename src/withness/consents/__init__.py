"""Who agreed to what, until when; breaking the glass; lawful demands.

A consent is somebody's own, about one thing, and can be taken back at any time. What is opened
without one is opened in the open: with a reason, for named hours, told to everyone concerned.
"""
