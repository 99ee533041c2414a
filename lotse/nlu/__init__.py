"""Understanding: from a German message to an intent, a confidence and a decision.

No module here but components.py knows Rasa.
"""
