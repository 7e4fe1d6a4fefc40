"""`python -m config.launch`: the demonstration until Ctrl-C or SIGTERM."""

import os
import signal
import sys
from types import FrameType

from config.launch import demo, processes
from config.launch.places import FolderInUse, PlaceError
from config.launch.servers import ServerError


def main() -> None:
    """Run the demonstration; 0 when told to stop, 1 with a sentence when something is in the way."""
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    for number in processes.STOP_SIGNALS:
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup stays nohup
            signal.signal(number, _stop)
    is_under_make = "MAKELEVEL" in os.environ
    if is_under_make:  # a killed `make` must not leave us behind
        processes.ask_for_death_signal(signal.SIGTERM)
    can_be_interrupted = is_under_make and _make_goes_on()  # in the background it ignores Ctrl-C from the start
    try:
        demo.run(is_wanted=_make_goes_on if can_be_interrupted else lambda: True)
    except FolderInUse as error:
        sys.exit(f"Демонстрация в этой папке уже запущена, процесс {error.owner}.")
    except (demo.DemoError, PlaceError, ServerError) as error:
        sys.exit(str(error))


def _make_goes_on() -> bool:
    """An interrupted `make` passes the signal to nobody: it drops its handler and waits for us."""
    return processes.catches(os.getppid(), signal.SIGINT)


def _stop(number: int, frame: FrameType | None) -> None:
    sys.exit(0)


if __name__ == "__main__":
    main()
