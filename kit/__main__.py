"""Run the command line as `python -m kit`."""

import signal
import sys


def run() -> None:
    """Run the command line; ^C during its imports ends it quietly, and a signal at its end changes nothing."""
    try:
        from kit.cli import main  # noqa: PLC0415  (imported here, so that ^C is heard, and so that workers need not)

        main()
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            if hasattr(signal, name):  # Windows has no SIGHUP
                signal.signal(getattr(signal, name), signal.SIG_IGN)


if __name__ == "__main__":
    run()
