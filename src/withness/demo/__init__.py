"""A made-up service to try, teach and test with. Nobody in it is real.

Figures follow the field's handbook (section 14), times are relative to now, and the harms that
peers report are planted: a peer added late, cover by a stranger, words taken back.
"""
