"""Plain e-mail to our own users, through the server of PENSTOCK_SMTP_URL."""

from django.core.mail import EmailMessage


def send_email(address: str, *, subject: str, text: str) -> None:
    """Raises OSError or SMTPException where the server does not take it."""
    plain = " ".join(subject.split())
    EmailMessage(subject=plain, body=text, to=[address]).send()
