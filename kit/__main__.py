"""Run the command line as `python -m kit`."""

import gc
import os
import signal
import sys

#: Settings that libraries read on import: no threads for matrix arithmetic, which is not used, so that workers can be
#: forks of this process; and no search of all installed packages for pydantic plug-ins.
_FOR_LIBRARIES = {"OPENBLAS_NUM_THREADS": "1", "PYDANTIC_DISABLE_PLUGINS": "__all__"}
#: The threshold of the garbage collector: so high that a command ends before it runs.
_OBJECTS = 200_000


def run() -> None:
    """Run the command line; ^C during its imports ends it quietly, and a signal at its end has no effect.

    Python would look at every object of a kit once more before the process ends, which takes as long as the kit is
    large: nothing of them needs that.
    """
    for name, value in _FOR_LIBRARIES.items():
        os.environ.setdefault(name, value)
    gc.set_threshold(_OBJECTS)
    try:
        from kit.cli import main  # noqa: PLC0415  (imported here, so that ^C is handled, and so that workers need not)

        main()
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        gc.freeze()
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            if hasattr(signal, name):  # Windows has no SIGHUP
                signal.signal(getattr(signal, name), signal.SIG_IGN)


if __name__ == "__main__":
    run()
