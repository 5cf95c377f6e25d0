"""Run the command line as `python -m kit`."""

import signal
import sys


def run() -> None:
    """Run the command line; ^C while it is imported ends it as quietly as later, and at its end changes nothing."""
    try:
        from kit.cli import main  # noqa: PLC0415  (imported here, so that ^C is heard, and so that workers need not)

        main()
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


if __name__ == "__main__":
    run()
