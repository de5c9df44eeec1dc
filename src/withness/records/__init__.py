"""The voices of a meeting: lines, agreements, open questions. One record, many owners.

Every line belongs to the person who said it (promise 2). Nothing is merged or summed up.
"""
