"""An address on the web that is told: the JSON by POST, over TLS, and nowhere else than where the settings say."""

from __future__ import annotations

import ssl
import urllib.error
import urllib.request
from collections.abc import Callable
from threading import Thread
from typing import Any
from urllib.parse import quote, urlsplit

from callstation import __version__
from callstation.hook_settings import TOKEN, Hook
from callstation.hooks.faults import HookError
from callstation.passwords import NoPasswordError, Secret
from callstation.trusted import trusted


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A POST that is sent elsewhere would arrive without its body, or at somebody who was never named."""

    def redirect_request(self, *_: Any) -> None:
        return None


class Post:
    """Posts each happening; of the answer only the status counts."""

    def __init__(self, hook: Hook, token: Callable[[], Secret]) -> None:
        """``token`` is asked once, when the first is posted, and again after one was refused."""
        self._hook = hook
        self._token = token
        self._known: Secret | None = None

    def deliver(self, body: bytes) -> None:
        """Post it. Raises HookError, at the latest after the settings' time: looking up a name, too, can hang."""
        hook = self._hook
        secret = self._secret() if hook.token_from else None
        faults: list[str] = []
        # Left to itself where it hangs: nothing waits for a daemon thread.
        asking = Thread(target=lambda: faults.append(self._post(body, secret)), name="hook post", daemon=True)
        asking.start()
        asking.join(hook.timeout)
        if not faults:
            raise HookError(f"{hook.where} did not answer within {hook.timeout} seconds")
        if faults[0]:
            raise HookError(faults[0])

    def stop(self) -> None:
        """Nothing is left running: an answer that still comes is heard by nobody."""

    def _secret(self) -> Secret:
        if self._known is None:
            try:
                self._known = self._token()
            except NoPasswordError as error:
                raise HookError(str(error)) from None
        return self._known

    def _post(self, body: bytes, secret: Secret | None) -> str:
        """'' where it was taken, else one sentence in which neither address nor token stands."""
        hook, where = self._hook, self._hook.where
        url, headers = hook.url, {"Content-Type": "application/json", "User-Agent": f"callstation/{__version__}"}
        if secret is not None and TOKEN in url:
            url = url.replace(TOKEN, quote(secret.reveal(), safe=""))
        elif secret is not None:
            headers["Authorization"] = f"Bearer {secret.reveal()}"
        try:
            request = urllib.request.Request(url, data=body, headers=headers, method="POST")  # noqa: S310 - checked
            with self._opener().open(request, timeout=hook.timeout):
                return ""
        except urllib.error.HTTPError as error:
            error.close()
            return self._refused(error.code)
        except HookError as error:
            return str(error)
        except Exception as error:  # of any kind: in a thread its text, with address or token, would reach the screen
            reason = getattr(error, "reason", error)
            if isinstance(reason, ssl.SSLCertVerificationError):
                return f"the certificate of {where} does not hold ({reason.verify_message})"
            why = getattr(reason, "strerror", None) or type(reason).__name__
            return f"{where} cannot be reached ({why})"

    def _refused(self, status: int) -> str:
        where = self._hook.where
        if 300 <= status < 400:
            return f"{where} sends us elsewhere ({status}): write the address that it names into [hook] url"
        if status in (401, 403):
            self._known = None
            return f"{where} does not let us in ({status}): look at token_from in [hook]"
        return f"{where} answered {status}"

    def _opener(self) -> urllib.request.OpenerDirector:
        handlers: list[urllib.request.BaseHandler] = [_NoRedirect()]
        if urlsplit(self._hook.url).scheme == "http":
            handlers.append(urllib.request.ProxyHandler({}))  # this machine is reached without anybody's help
        else:
            context = trusted(self._hook.certificates, "hook", HookError)
            handlers.append(urllib.request.HTTPSHandler(context=context))
        return urllib.request.build_opener(*handlers)
