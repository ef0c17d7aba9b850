"""Runs a command on a terminal of its own, and prints what that shows, what was told on standard error, which is none, and
the exit code, as JSON.

Usage: terminal.py LINES COLUMNS KEYS COMMAND..., where KEYS are typed line by line, each when something was shown and
nothing more comes. A command that waits for more is hung up on.
"""

import fcntl
import json
import os
import pty
import select
import signal
import struct
import sys
import tempfile
import termios

# How long the terminal is still before a line is typed, and before nothing more is expected, in seconds.
STILL = 0.5
PATIENCE = 30


def main(lines, columns, keys, *command):
    errors = tempfile.TemporaryFile()
    child, terminal = pty.fork()
    if child == 0:
        os.dup2(errors.fileno(), sys.stderr.fileno())
        size = struct.pack("HHHH", int(lines), int(columns), 0, 0)
        fcntl.ioctl(sys.stdout.fileno(), termios.TIOCSWINSZ, size)
        os.execvp(command[0], command)
    shown, parts = b"", keys.encode().splitlines(keepends=True)
    while True:
        patience = STILL if shown and parts else PATIENCE
        if not select.select([terminal], [], [], patience)[0]:
            if not shown or not parts:
                os.kill(child, signal.SIGHUP)
                break
            os.write(terminal, parts.pop(0))
            continue
        try:
            part = os.read(terminal, 1 << 16)
        except OSError:
            break
        if not part:
            break
        shown += part
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    errors.seek(0)
    told = errors.read().decode(errors="replace")
    print(json.dumps({"shown": shown.decode(errors="replace").replace("\r\n", "\n"), "told": told, "code": code}))


main(*sys.argv[1:])
