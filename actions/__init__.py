"""Rasa custom actions: thin shells over the county's data, one module per concern."""
