"""A network: the people around one person, as that person sees them, and its practitioners.

It gathers, meets, rests and is taken up again; only the person at the centre ends it (promise 18).
"""
