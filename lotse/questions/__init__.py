"""Unanswered questions: what the bot could not answer, without the person who asked, and what staff decided on it.

`recorder.py` takes turns in beside the reply; `queries.py`, `decisions.py` and `figures.py` serve the staff app;
`purging.py` forgets.
"""
