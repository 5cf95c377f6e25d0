"""Run the command that is named with the signals that ask a process to end at their default, in this very process.

A shell that starts something in the background has it ignore SIGINT, and what is started below inherits that: without
this, tests that interrupt a build would wait for it in vain whenever the suite runs in the background.
"""

import os
import signal
import sys

for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    signal.signal(number, signal.SIG_DFL)
os.execv(sys.argv[1], sys.argv[1:])  # noqa: S606  (the test names the command)
