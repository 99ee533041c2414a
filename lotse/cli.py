"""The command `lotse`. `lotse COMMAND --help` explains each."""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any, Optional, Sequence

from lotse.settings import settings

logger = logging.getLogger("lotse")


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Runs a command; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["rasa"]:
        return _rasa(given[1:])
    options = _parser().parse_args(given)
    _log(options)
    try:
        return options.run(options)
    except (ValueError, RuntimeError, OSError) as error:  # errors of ours, with a message for their reader
        print(_message(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _message(error: Exception) -> str:
    import errno

    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return "Die Festplatte ist voll. Schaff Platz und versuch es noch einmal."
    return str(error)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="lotse", description="Der Soziallotse: Chatbot für Fragen zu Sozialleistungen."
    )
    parser.add_argument("--verbose", action="store_true", help="zeigt mehr Meldungen")
    commands = parser.add_subparsers(title="Befehle", required=True, metavar="BEFEHL")

    run = commands.add_parser("run", help="startet den Chatbot; trainiert vorher, wenn kein Modell passt")
    run.set_defaults(run=_run)

    train = commands.add_parser("train", help="trainiert ein Modell aus den Inhalten")
    train.add_argument("--force", action="store_true", help="auch wenn schon ein passendes Modell da ist")
    train.set_defaults(run=_train)

    check = commands.add_parser("check", help="prüft Inhalte und Kreisdaten")
    check.add_argument("--on", type=date.fromisoformat, metavar="JJJJ-MM-TT", help="prüft, als wäre es dieser Tag")
    check.add_argument("--links", action="store_true", help="ruft auch alle Links auf (braucht Internet)")
    check.add_argument("--quiet", action="store_true", help="zeigt nur Fehler")
    check.set_defaults(run=_check)

    ask = commands.add_parser("ask", help="stellt dem Chatbot eine Frage")
    ask.add_argument("text", help="die Frage")
    ask.add_argument("--json", action="store_true", help="gibt JSON aus")
    ask.set_defaults(run=_ask)

    evaluate = commands.add_parser("evaluate", help="misst das Verstehen an Testfragen")
    evaluate.add_argument("files", nargs="+", type=Path, metavar="DATEI", help="CSV mit den Spalten text,intent")
    evaluate.add_argument(
        "--train", action="store_true", help="trainiert auf der ersten TSV-Datei, testet auf der zweiten"
    )
    evaluate.add_argument("--json", action="store_true", help="gibt JSON aus")
    evaluate.set_defaults(run=_evaluate)

    embed = commands.add_parser("widget-snippet", help="gibt den HTML-Code aus, der den Chatbot in eine Seite einbaut")
    embed.add_argument("--server", metavar="URL", help="Adresse des Chatbots, zum Beispiel https://lotse.example.de")
    embed.set_defaults(run=_widget_snippet)

    redact = commands.add_parser("redact", help="macht persönliche Daten in der Eingabe unkenntlich, Zeile für Zeile")
    redact.set_defaults(run=_redact)

    purge = commands.add_parser("purge", help="löscht, was älter ist als erlaubt: Fragen, Zahlen, Protokoll")
    purge.set_defaults(run=_purge)

    staff = commands.add_parser("staff", help="startet die App, in der das Team offene Fragen prüft")
    staff.set_defaults(run=_staff)

    user = commands.add_parser("user", help="legt Konten für die Prüf-App an: lotse user add NAME --role ROLLE")
    user.add_argument("action", choices=["add"], help="add: legt ein Konto an")
    user.add_argument("login", metavar="NAME", help="Anmeldename, zum Beispiel m.muster")
    user.add_argument("--name", help="voller Name; ohne ihn der Anmeldename")
    user.add_argument("--role", required=True, metavar="ROLLE", help="lesen, redaktion, freigabe oder admin")
    user.add_argument(
        "--ask", action="store_true", help="fragt nach einem Passwort; sonst wird eines erzeugt und gezeigt"
    )
    user.add_argument("--no-password", action="store_true", help="nur über die zentrale Anmeldung des Kreises")
    user.set_defaults(run=_user)

    commands.add_parser(
        "rasa", help="ein Befehl von Rasa, ohne TensorFlow: lotse rasa train | data validate | shell nlu | run"
    )
    return parser


def _log(options: argparse.Namespace) -> None:
    level = logging.INFO if options.verbose else logging.WARNING
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    os.environ.setdefault("LOG_LEVEL", logging.getLevelName(level))


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _ready_model() -> Path:
    """A model that fits the content, trained now when there is none."""
    from lotse.content.store import shared_store
    from lotse.training import models

    # The store's content: it is read once, here, and served.
    found = models.fitting_model(settings(), shared_store().content)
    if found:
        return found
    # In a process of its own: training takes memory that serving should not hold.
    done = subprocess.run([sys.executable, "-m", "lotse.cli", "train"], check=False)
    if done.returncode != 0:
        raise RuntimeError("Ohne Modell kann der Soziallotse nicht starten. Die Meldungen darüber sagen, was fehlt.")
    return models.fitting_model(settings()) or models.newest_model(settings())


def _trained() -> Path:
    import time

    from lotse import rasa_runtime
    from lotse.training import models

    _say("Ich trainiere ein Modell aus den Inhalten. Das dauert ein bis zwei Minuten ...")
    rasa_runtime.prepare()
    start = time.monotonic()
    path = models.train(settings())
    _say(f"Fertig trainiert nach {time.monotonic() - start:.0f} Sekunden: {path.name}")
    return path


def _run(options: argparse.Namespace) -> int:
    from lotse import rasa_runtime
    from lotse.server import check_port, serve

    check_port(settings())
    model = _ready_model()
    rasa_runtime.prepare(serving=True)
    _say(f"Der Soziallotse startet. Gleich hier: http://localhost:{settings().port}  (Ende mit Strg+C)")
    from lotse.staff.beside import staff_app

    with staff_app(settings()):
        serve(settings(), model)
    return 0


def _train(options: argparse.Namespace) -> int:
    from lotse.training import models

    with models.training_alone(settings()):
        found = None if options.force else models.fitting_model(settings())
        if found:
            _say(f"Das Modell passt schon zu den Inhalten: {found.name}. Neu trainieren: lotse train --force")
        else:
            _trained()
    return 0


def _check(options: argparse.Namespace) -> int:
    from lotse.content.checks import run

    return run.check(settings().data, on=options.on or date.today(), links=options.links, quiet=options.quiet)


def _ask(options: argparse.Namespace) -> int:
    from lotse import rasa_runtime

    model = _ready_model()
    rasa_runtime.prepare(serving=True)
    from lotse.asking import ask

    reply = asyncio.run(ask(model, options.text))
    if options.json:
        print(json.dumps(reply, ensure_ascii=False, indent=2))
    else:
        print(reply["text"])
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    from lotse import rasa_runtime

    if options.train and len(options.files) != 2:
        _say("Mit --train brauche ich zwei TSV-Dateien: zum Trainieren und zum Testen.")
        return 2
    for path in options.files:
        if not path.exists():
            _say(f"Die Datei {path} gibt es nicht.")
            return 2
    model = None if options.train else _ready_model()
    rasa_runtime.prepare()
    from lotse.training import evaluate

    result: dict[str, Any]
    if model is None:
        result = evaluate.train_and_test(options.files[0], options.files[1])
    else:
        result = evaluate.evaluate(model, options.files)
    print(json.dumps(result, ensure_ascii=False, indent=2) if options.json else evaluate.report(result))
    return 0


def _widget_snippet(options: argparse.Namespace) -> int:
    from lotse.content.loader import load
    from lotse.widget_snippet import snippet

    own = settings()
    content = load(own.data)
    try:
        html = snippet(options.server or f"http://localhost:{own.port}", content, own.production)
    except ValueError as error:
        _say(str(error))
        return 2
    print(html, end="")
    _say("Kopier das an das Ende der Seite. Nach jeder neuen Version des Chatbots brauchst du einen neuen Code.")
    return 0


def _redact(options: argparse.Namespace) -> int:
    from lotse.privacy.startup import use_county_redactor
    from lotse.privacy.stream import redact_lines

    use_county_redactor()
    redact_lines(sys.stdin.buffer, sys.stdout.buffer)
    return 0


def _purge(options: argparse.Namespace) -> int:
    from lotse import clock
    from lotse.questions.database import database_url, engine_for
    from lotse.questions.migrating import upgrade
    from lotse.questions.purging import purge

    url = database_url(settings())
    upgrade(url)
    print(purge(engine_for(url), clock.today(), settings().retention_days))
    return 0


def _staff(options: argparse.Namespace) -> int:
    from lotse.staff.commands import serve

    return serve(settings())


def _user(options: argparse.Namespace) -> int:
    from lotse.staff.commands import add_user

    return add_user(settings(), options)


def _rasa(arguments: list[str]) -> int:
    """`lotse rasa ...`: Rasa's own command line, adapted."""
    from lotse import rasa_runtime

    rasa_runtime.prepare()
    import rasa.__main__

    sys.argv = ["rasa", *arguments]
    rasa.__main__.main()
    return 0


if __name__ == "__main__":
    sys.exit(main())
