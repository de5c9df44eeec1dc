"""A network meeting: arranged, moved, called off, held; who is asked, who came, when next.

What concerns a network is decided here (promise 7).
"""
