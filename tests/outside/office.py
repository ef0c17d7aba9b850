"""Opens a Word document in LibreOffice without a window, accepts or rejects all tracked changes, and prints its wordings, a
line for each paragraph of the style Wording.

python3 office.py FILE Accept|Reject
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

WAIT = 60  # seconds


def connected(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    until = time.monotonic() + WAIT
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def wordings(context, path, verdict):
    make = context.ServiceManager.createInstanceWithContext
    hidden = PropertyValue()
    hidden.Name, hidden.Value = "Hidden", True
    document = make("com.sun.star.frame.Desktop", context).loadComponentFromURL(
        pathlib.Path(path).resolve().as_uri(), "_blank", 0, (hidden,)
    )
    frame = document.getCurrentController().getFrame()
    dispatcher = make("com.sun.star.frame.DispatchHelper", context)
    dispatcher.executeDispatch(frame, f".uno:{verdict}AllTrackedChanges", "", 0, ())
    paragraphs = document.Text.createEnumeration()
    while paragraphs.hasMoreElements():
        paragraph = paragraphs.nextElement()
        if paragraph.supportsService("com.sun.star.text.Paragraph") and paragraph.ParaStyleName == "Wording":
            yield paragraph.String
    document.close(False)


def main(path, verdict):
    pipe = f"travaux{os.getpid()}"
    with tempfile.TemporaryDirectory() as profile:
        office = subprocess.Popen(
            [
                "soffice",
                "--headless",
                "--norestore",
                f"-env:UserInstallation=file://{profile}",
                f"--accept=pipe,name={pipe};urp;",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            for text in wordings(connected(pipe), path, verdict):
                print(text)
        finally:
            office.terminate()
            office.wait(WAIT)


main(*sys.argv[1:])
