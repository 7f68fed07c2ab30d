"""The first start: a facility is made, with its first administrator, keys and residents."""
