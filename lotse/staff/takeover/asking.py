"""Asks a model many questions: python -m lotse.staff.takeover.asking MODEL QUESTIONS.json RESULTS.json

A process of its own, so that the staff app stays free of Rasa. Each line of its output is the number of questions done.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

STEP = 100


def main() -> int:
    """Reads a list of texts, writes a list of {outcome, intent, candidates}."""
    from lotse import rasa_runtime

    model, questions, results = map(Path, sys.argv[1:4])
    texts = json.loads(questions.read_text(encoding="utf-8"))
    # Rasa prints messages of its own to standard output.
    progress, sys.stdout = sys.stdout, sys.stderr
    rasa_runtime.prepare()
    found = asyncio.run(_ask_all(model, texts, progress))
    results.write_text(json.dumps(found), encoding="utf-8")
    return 0


async def _ask_all(model: Path, texts: list[str], progress: Any) -> list[dict[str, Any]]:
    from rasa.core.channels.channel import UserMessage

    from lotse.asking import loaded_agent
    from lotse.privacy.redaction import redact

    agent = await loaded_agent(model)
    assert agent.processor is not None
    found = []
    for number, text in enumerate(texts, 1):
        masked, _ = redact(text)
        found.append(_result(await agent.processor.parse_message(UserMessage(masked.lstrip("/ ")))))
        if number % STEP == 0 or number == len(texts):
            print(number, file=progress, flush=True)
    return found


def _result(parsed: dict[str, Any]) -> dict[str, Any]:
    from lotse.content.schema import Outcome
    from lotse.nlu.bands import OUT_OF_SCOPE, Band

    decision = parsed.get("decision") or {}
    band = Band(decision.get("band", Band.UNSURE.value))
    intent = parsed["intent"]["name"] if band is Band.ANSWER else None
    if band is Band.ANSWER:
        outcome = Outcome.OUT_OF_SCOPE if intent == OUT_OF_SCOPE else Outcome.ANSWERED
    else:
        outcome = Outcome.SUGGESTED if band is Band.SUGGEST else Outcome.UNANSWERED
    candidates = list(decision.get("candidates", ())) if band is Band.SUGGEST else []
    return {"outcome": outcome.value, "intent": intent, "candidates": candidates}


if __name__ == "__main__":
    sys.exit(main())
