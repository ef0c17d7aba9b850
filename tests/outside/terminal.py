"""Runs a command on a terminal of its own, and prints what that shows, what was told on standard error, which is none, and
the exit code, as JSON.

Usage: terminal.py LINES COLUMNS KEYS COMMAND..., where KEYS are typed once something was shown.
"""

import fcntl
import json
import os
import pty
import struct
import sys
import tempfile
import termios


def main(lines, columns, keys, *command):
    errors = tempfile.TemporaryFile()
    child, terminal = pty.fork()
    if child == 0:
        os.dup2(errors.fileno(), sys.stderr.fileno())
        size = struct.pack("HHHH", int(lines), int(columns), 0, 0)
        fcntl.ioctl(sys.stdout.fileno(), termios.TIOCSWINSZ, size)
        os.execvp(command[0], command)
    shown, typed = b"", False
    while True:
        try:
            part = os.read(terminal, 1 << 16)
        except OSError:
            break
        if not part:
            break
        shown += part
        if keys and not typed:
            os.write(terminal, keys.encode())
            typed = True
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    errors.seek(0)
    told = errors.read().decode(errors="replace")
    print(json.dumps({"shown": shown.decode(errors="replace").replace("\r\n", "\n"), "told": told, "code": code}))


main(*sys.argv[1:])
