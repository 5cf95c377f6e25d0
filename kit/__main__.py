"""Run the command line as `python -m kit`."""

import sys


def run() -> None:
    """Run the command line; an interruption while it is imported ends it as quietly as a later one."""
    try:
        from kit.cli import main  # noqa: PLC0415  (imported here, so that ^C is heard, and so that workers need not)

        main()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    run()
