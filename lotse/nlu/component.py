"""What the Rasa graph components of this package share. They are thin shells around the modules beside them.

Rasa calls `create` and `load` with more than some of them need; `**_` takes the rest.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Dict, List, Optional

from rasa.engine.graph import GraphComponent
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

# Names under which a message carries what one component finds for the next.
WORDS = "words"
CUTS = "cuts"
WORDS_IN_CONTEXT = "words_in_context"
DECISION = "decision"
# What the channel sends along: the turns before, and the question that was talked about.
METADATA = "metadata"
EARLIER = "earlier"
TOPIC = "topic"
META_FILE = "meta.json"
# The intent of a message that gets no answer of its own; data/dialog/rules.yml leads on from it.
FALLBACK_INTENT = "nlu_fallback"


def code_fingerprint() -> str:
    """Changes with any module that decides how a model is trained, so that Rasa's cache cannot serve an old one."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


class LotseComponent(GraphComponent):
    def __init__(self, config: Dict[str, Any]) -> None:
        self._config = config

    @classmethod
    def fingerprint_addon(cls, _config: Dict[str, Any]) -> Optional[str]:
        """Part of the cache key: the code of this package."""
        return code_fingerprint()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Prepares the training examples as messages are prepared later."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Adds what this component finds to each message."""
        raise NotImplementedError
