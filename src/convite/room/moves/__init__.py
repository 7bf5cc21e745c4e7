"""Moves: people from seat to seat, two swapped, a party gathered; all of it or nothing."""
