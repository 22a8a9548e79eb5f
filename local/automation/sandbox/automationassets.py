"""What Azure Automation offers to Python runbooks under this name; here it asks the emulator that started the job."""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.parse
import urllib.request


class AutomationAssetNotFound(Exception):
    """There is no asset of that name in the account."""


def get_automation_variable(name: str) -> object:
    """The value of a variable of the account, also of an encrypted one."""
    url = f"{os.environ['AUTOMATION_SANDBOX_URL']}/variables/{urllib.parse.quote(name, safe='')}"
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {os.environ['AUTOMATION_SANDBOX_TOKEN']}"})
    # The emulator is on this machine, whatever proxy the runbook itself has to use.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=30) as answer:
            return json.loads(json.load(answer)["value"])
    except urllib.error.HTTPError as error:
        if error.code != 404:
            raise
        raise AutomationAssetNotFound(f"there is no variable {name}") from None
