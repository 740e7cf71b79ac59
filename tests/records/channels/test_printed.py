import pytest
from django.core.mail import EmailMessage, get_connection

from penstock.foundation.machine.logs import ALOUD


def test_mail_without_a_server_is_printed_for_the_person(capsys: pytest.CaptureFixture[str]) -> None:
    message = EmailMessage("Neues Paßwort", "Bitte hier:\nhttp://localhost/reset/é\n", to=["b@example.com"])
    connection = get_connection("penstock.records.channels.printed.PrintedMail")
    assert connection.send_messages([message]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{ALOUD}mail (PENSTOCK_SMTP_URL is not set):",
        f"{ALOUD}  to b@example.com: Neues Paßwort",
        f"{ALOUD}  Bitte hier:",
        f"{ALOUD}  http://localhost/reset/é",
    ]
