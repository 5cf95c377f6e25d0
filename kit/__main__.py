"""Run the command line as `python -m kit`."""

import gc
import os
import signal
import sys

#: What libraries read when they are imported: no threads for sums of matrices, of which there are none, so that workers
#: may be copies of this process; and no search of all that is installed for plug-ins of pydantic.
_FOR_LIBRARIES = {"OPENBLAS_NUM_THREADS": "1", "PYDANTIC_DISABLE_PLUGINS": "__all__"}
#: How many more objects than are freed are made before circles among them are looked for: a command ends before.
_OBJECTS = 200_000


def run() -> None:
    """Run the command line; ^C during its imports ends it quietly, and a signal at its end changes nothing."""
    for name, value in _FOR_LIBRARIES.items():
        os.environ.setdefault(name, value)
    gc.set_threshold(_OBJECTS)
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
