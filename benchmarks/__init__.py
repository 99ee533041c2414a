"""Measures this project, and Rasa's default pipeline beside it: `make bench`, `make bench-peer`."""
