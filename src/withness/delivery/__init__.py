"""The outbox: what goes to people by mail, SMS, letter or telephone; due, sent, failed, called off.

Nothing that leaves names another person, a reason or mental health (promise 20).
"""
