"""What the peer understands. Runs in the peer's environment and imports nothing but Rasa.

`python -m benchmarks.peer_nlu ask MODEL QUESTIONS RESULT` answers questions with a trained model;
`python -m benchmarks.peer_nlu learn CONFIG TRAIN.tsv TEST.tsv RESULT` trains on one foreign set and tests on another.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

FALLBACK_INTENT = "nlu_fallback"


def ask(model: str, questions: str, result: str) -> None:
    """For each question: the best intent (`top`), and the one after the fallback had its say (`intent`)."""
    texts = json.loads(Path(questions).read_text(encoding="utf-8"))
    Path(result).write_text(json.dumps(asyncio.run(_parsed(model, texts))), encoding="utf-8")


def learn(config: str, train: str, test: str, result: str) -> None:
    """Accuracy on a foreign set, and the seconds of training. Nothing of it is kept."""
    import rasa.model_training
    from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLWriter
    from rasa.shared.nlu.training_data.message import Message
    from rasa.shared.nlu.training_data.training_data import TrainingData

    with tempfile.TemporaryDirectory() as folder:
        nlu = Path(folder) / "nlu.yml"
        examples = [Message.build(text=text, intent=label) for text, label in rows(train)]
        RasaYAMLWriter().dump(nlu, TrainingData(examples))
        start = time.perf_counter()
        model = rasa.model_training.train_nlu(config, str(nlu), folder, fixed_model_name="foreign")
        seconds = time.perf_counter() - start
        tested = rows(test)
        parsed = asyncio.run(_parsed(str(model), [text for text, _ in tested]))
    right = sum(item["top"] == label for item, (_, label) in zip(parsed, tested, strict=True))
    figures = {"accuracy": right / len(tested), "train_seconds": seconds, "n": len(tested)}
    Path(result).write_text(json.dumps(figures), encoding="utf-8")


def rows(path: str) -> list[tuple[str, str]]:
    """Text and label of each row; the header is left out."""
    lines = Path(path).read_text(encoding="utf-8").splitlines()[1:]
    cells = [line.split("\t") for line in lines if "\t" in line]
    return [(row[0], row[1].strip()) for row in cells]


async def _parsed(model: str, texts: list[str]) -> list[dict[str, Any]]:
    from rasa.core.agent import load_agent
    from rasa.core.channels.channel import UserMessage

    agent = await load_agent(model_path=model)
    assert agent.processor is not None
    found = []
    for text in texts:
        parsed = await agent.processor.parse_message(UserMessage(text))
        ranking = [item["name"] for item in parsed.get("intent_ranking") or [] if item["name"] != FALLBACK_INTENT]
        found.append({"top": ranking[0] if ranking else None, "intent": parsed["intent"]["name"]})
    return found


if __name__ == "__main__":
    if sys.argv[1] == "ask":
        ask(*sys.argv[2:])
    else:
        learn(*sys.argv[2:])
