"""Unanswered questions: what the bot could not answer, without the person who asked, and what staff decided about it.

`recorder.py` takes turns in beside the reply, `decisions.py` and `queries.py` serve the staff app, `purging.py` forgets.
"""
