"""Writes the content in Rasa's own YAML, for a Rasa that knows nothing of this project.

Runs in a process of its own: `python -m benchmarks.export FOLDER [--stories]`.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import yaml

from lotse import rasa_runtime

FALLBACK_INTENT = "nlu_fallback"
FALLBACK_RESPONSE = "utter_fallback"


class ExportError(RuntimeError):
    """Rasa would read something else than what was written."""


def export(folder: Path, config: Path, domain: Path, stories: bool = False) -> int:
    """Writes nlu.yml, rules.yml and domain.yml (and stories.yml) into a folder; returns the number of examples."""
    rasa_runtime.prepare()
    from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLWriter

    from lotse.content.importer import ContentImporter

    importer = ContentImporter(str(config), str(domain))
    examples = importer.get_nlu_data()
    folder.mkdir(parents=True, exist_ok=True)
    RasaYAMLWriter().dump(folder / "nlu.yml", examples)
    written = _pairs(examples)
    if read_back(folder / "nlu.yml") != written:
        raise ExportError("Rasa liest die exportierten Beispiele anders, als sie in data/ stehen.")
    answers = _answers(importer)
    _dump(
        folder / "rules.yml", {"rules": [_steps("rule", intent) for intent in [*_intents(importer), FALLBACK_INTENT]]}
    )
    _dump(folder / "domain.yml", _domain(importer, answers))
    if stories:
        _dump(folder / "stories.yml", {"stories": [_steps("story", intent) for intent in _intents(importer)]})
    return len(written)


def read_back(path: Path) -> list[tuple[str, str]]:
    """Text and intent of each example, as Rasa's own reader sees them."""
    from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader

    return _pairs(RasaYAMLReader().read(str(path)))


def _pairs(data: Any) -> list[tuple[str, str]]:
    return sorted((message.get("text"), message.get("intent")) for message in data.intent_examples)


def _intents(importer: Any) -> list[str]:
    return list(importer.content.faqs)


def _response(intent: str) -> str:
    from lotse.content.importer import response_name

    return FALLBACK_RESPONSE if intent == FALLBACK_INTENT else response_name(intent)


def _steps(kind: str, intent: str) -> dict[str, Any]:
    return {kind: intent, "steps": [{"intent": intent}, {"action": _response(intent)}]}


def _answers(importer: Any) -> dict[str, str]:
    """The words of every answer. What an action would look up is left out: the peer runs no action server."""
    from actions.fallback import NO_ANSWER
    from lotse.content.answer import Composer

    composer = Composer(importer.content)
    found = {_response(name): composer.faq(faq).text() for name, faq in importer.content.faqs.items()}
    # Braces are slots to Rasa.
    found = {name: text.replace("{", "(").replace("}", ")") for name, text in found.items()}
    return {**found, FALLBACK_RESPONSE: NO_ANSWER}


def _domain(importer: Any, answers: dict[str, str]) -> dict[str, Any]:
    session = importer.get_domain().session_config
    return {
        "intents": _intents(importer),
        "responses": {name: [{"text": text}] for name, text in answers.items()},
        "session_config": {
            "session_expiration_time": session.session_expiration_time,
            "carry_over_slots_to_new_session": session.carry_over_slots,
        },
    }


def _dump(path: Path, data: dict[str, Any]) -> None:
    text = yaml.safe_dump({"version": "3.1", **data}, allow_unicode=True, sort_keys=False, width=10_000)
    path.write_text(text, encoding="utf-8")


def main() -> None:
    """Exports the content that LOTSE_DATA names."""
    from lotse.training.models import CONFIG, DOMAIN

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--stories", action="store_true")
    options = parser.parse_args()
    print(export(options.folder, CONFIG, DOMAIN, options.stories))


if __name__ == "__main__":
    main()
