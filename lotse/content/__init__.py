"""Content: what editors write, and how it reaches Rasa and the people who ask."""
