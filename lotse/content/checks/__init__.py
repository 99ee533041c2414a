"""The checks of everything that editors write. They say where, what is wrong and how to put it right, in German.

`catalogue` holds every message with its code; each other module finds one kind of problem; `run` puts them together.
"""

from lotse.content.checks.run import run_checks
from lotse.content.checks.weblinks import check_links

__all__ = ["check_links", "run_checks"]
