"""A made-up service to try, teach and test with. Nobody in it is real."""
