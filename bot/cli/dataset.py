"""`togi dataset`: convert, check and split files of examples."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.findings import line_fault, list_by_line, list_by_row, whole_report
from bot.cli.speaking import Json, answer, complain, say

if TYPE_CHECKING:  # heavy, and not needed for --help
    from core.datasets.converting import Conversion
    from core.datasets.splitting.dividing import Division

app = typer.Typer(
    help="Convert, check and split files of examples.", no_args_is_help=True, rich_markup_mode=None
)

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]


def _text(value: str | None) -> str | None:
    """Refuse bytes of the terminal that are no text: JSON could not hold them."""
    try:
        (value or "").encode()
    except UnicodeEncodeError:
        raise typer.BadParameter("is not valid text in the terminal's encoding.") from None
    return value


def _ordinary(path: Path | None) -> Path | None:
    """Refuse queues and devices: they would be waited for, and can't be read twice."""
    if path and not path.is_file():
        raise typer.BadParameter(f"file '{path}' isn't an ordinary file.")
    return path


@app.callback()
def stop_as_asked() -> None:
    """A command that is asked to end tidies up first, as after Ctrl-C."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


@app.command()
def convert(
    src: Annotated[
        Path,
        typer.Argument(
            exists=True,
            dir_okay=False,
            callback=_ordinary,
            help="A .xlsx, .csv, .tsv or .jsonl file.",
        ),
    ],
    dst: Annotated[Path, typer.Argument(dir_okay=False, help="The chat JSONL file to write.")],
    *,
    system: Annotated[
        str | None, typer.Option(callback=_text, help="The system prompt of every example.")
    ] = None,
    question: Annotated[
        str | None, typer.Option(metavar="COL", help="The column of the questions.")
    ] = None,
    answer_column: Annotated[
        str | None, typer.Option("--answer", metavar="COL", help="The column of the answers.")
    ] = None,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Leave bad rows out instead of refusing the file.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Turn a table of questions and answers into chat JSONL."""
    from core.datasets.beside import cores
    from core.datasets.converting import convert as write_chats
    from core.datasets.reading.columns import Named

    done = write_chats(
        src,
        dst,
        system=system,
        named=Named(question, answer_column),
        skip_bad=skip_bad,
        processes=min(2, cores()),
    )
    _tell_converted(done, src, dst, as_json=as_json)


def _tell_converted(done: Conversion, src: Path, dst: Path, *, as_json: bool) -> None:
    """Say what became of a table; exit with 1 when it was refused."""
    for notice in done.notices:
        complain(notice.template, **notice.details)
    refused = not done.written
    if as_json:
        skipped: list[Json] = [
            {"row": fault.row, "code": fault.code, "reason": fault.sentence}
            for fault in done.faults
        ]
        answer(
            {
                "rows": done.rows,
                "written": done.written,
                "skipped": skipped,
                "encoding": done.encoding,
            }
        )
    else:
        list_by_row(done.faults)
    if refused:
        complain(
            "{file} was not converted. The rows that can't become examples are listed by number. "
            "Correct them, or leave them out with --skip-bad.",
            file=str(src),
        )
        raise typer.Exit(1)
    if not as_json:
        say(
            "{written} of {rows} rows written to {file} (read as {encoding}).",
            written=done.written,
            rows=done.rows,
            file=str(dst),
            encoding=done.encoding,
        )


@app.command()
def check(
    file: Annotated[
        Path,
        typer.Argument(exists=True, dir_okay=False, callback=_ordinary, help="A chat JSONL file."),
    ],
    *,
    validation: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            dir_okay=False,
            callback=_ordinary,
            help="The validation file that goes with it.",
        ),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", callback=_text, help="The base model to count and price tokens for."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check chat JSONL as providers do before they train."""
    from bot.cli.counting import counting_for, estimate, say_estimate
    from core.datasets.checking.files import check as inspect

    counting = counting_for(model)
    report = inspect(file, counting.counter, validation=validation)
    if counting.fault:
        report.warnings.append(counting.fault)
    estimated = estimate(counting, report)
    if as_json:
        answer(whole_report(report, estimated))
    else:
        list_by_line(report.errors)
        list_by_line(report.validation_errors, f"{validation}: ")
        list_by_line(report.warnings)
        say(
            "Examples in {file}: {examples}. Errors: {errors}. Warnings: {warnings}.",
            file=str(file),
            examples=report.examples,
            errors=len(report.errors) + len(report.validation_errors),
            warnings=len(report.warnings),
        )
        say_estimate(counting, report, estimated)
    if not report.ok:
        raise typer.Exit(1)


@app.command()
def split(
    file: Annotated[
        Path,
        typer.Argument(exists=True, dir_okay=False, callback=_ordinary, help="A chat JSONL file."),
    ],
    *,
    train: Annotated[
        Path, typer.Option(dir_okay=False, help="The file to write training examples to.")
    ],
    validation: Annotated[
        Path, typer.Option(dir_okay=False, help="The file to write validation examples to.")
    ],
    ratio: Annotated[float, typer.Option(help="The share of examples for validation.")] = 0.2,
    seed: Annotated[int, typer.Option(help="The same seed gives the same split.")] = 0,
    group: Annotated[
        str,
        typer.Option(
            help="Which questions stay on one side; near: those that are nearly the same; exact: "
            "those that are equal, whatever their case and width."
        ),
    ] = "near",
    as_json: AsJson = False,
) -> None:
    """Split chat JSONL into a training and a validation file."""
    if not 0 < ratio < 1:
        raise typer.BadParameter("must lie between 0 and 1.", param_hint="--ratio")
    if group not in ("near", "exact"):
        raise typer.BadParameter("must be “near” or “exact”.", param_hint="--group")
    if train.resolve() == validation.resolve():
        raise typer.BadParameter("must differ from --train.", param_hint="--validation")
    if group == "exact":
        from core.datasets.beside import cores
        from core.datasets.splitting.dividing import divide_file

        done = divide_file(
            file,
            training=train,
            validation=validation,
            ratio=ratio,
            seed=seed,
            processes=min(2, cores()),
        )
    else:
        from core.datasets.splitting.near import divide_file_nearly

        done = divide_file_nearly(
            file, training=train, validation=validation, ratio=ratio, seed=seed
        )
    _tell_divided(done, file, as_json=as_json)


def _tell_divided(done: Division, file: Path, *, as_json: bool) -> None:
    """Say what became of the examples; exit with 1 where lines are no chats."""
    if as_json:
        answer(
            {
                "train": done.training,
                "validation": done.validation,
                "errors": [line_fault(fault) for fault in done.faults],
            }
        )
    if done.faults:
        if not as_json:
            list_by_line(done.faults)
        complain("{file} was not split. The lines that aren't chats are listed.", file=str(file))
        raise typer.Exit(1)
    if not as_json:
        say(
            "Training examples: {training}. Validation examples: {validation}.",
            training=done.training,
            validation=done.validation,
        )
