"""Mail while no SMTP server is set: printed, for whoever started us to read and hand on."""

import sys
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from penstock.foundation.machine.logs import aloud


class PrintedMail(BaseEmailBackend):
    """What `penstock up` shows on its console instead of sending it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Print each in one go; gives how many."""
        for message in email_messages:
            head = [
                "mail (PENSTOCK_SMTP_URL is not set):",
                f"  to {', '.join(message.recipients())}: {message.subject}",
            ]
            lines = [*head, *(f"  {line}" for line in str(message.body).strip().splitlines())]
            sys.stdout.write("".join(f"{aloud(line)}\n" for line in lines))
            sys.stdout.flush()
        return len(email_messages)
