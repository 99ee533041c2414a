"""The staff's web app: open questions become better answers. Made on the server; works without JavaScript.

`routes.py` lists every page with the permission it needs; `app.py` serves them; `desk.py` holds what they share.
"""
