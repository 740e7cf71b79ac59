import io
import zipfile

import pytest
from django.urls import reverse

from penstock.faces.views.models import Export

pytestmark = pytest.mark.django_db


def test_exports_are_shown_to_administrators(client_as, administrator, manager, viewer):
    list(client_as(manager).post("/opportunities/list/export/?amount.from=2000").streaming_content)

    page = client_as(administrator).get(reverse("exports")).content.decode()

    assert manager.name in page and "amount.from: 2000" in page
    for other in (manager, viewer):
        refused = client_as(other).get(reverse("exports"))
        assert refused.status_code == 403
        assert "Only an administrator may see what was exported." in refused.content.decode()


def test_whole_workspace_is_taken_and_noted(client_as, administrator, manager):
    answer = client_as(administrator).post(reverse("export-workspace"))

    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert "manifest.json" in archive.namelist()
    assert [(note.user, note.kind) for note in Export.objects.all()] == [(administrator, "workspace")]
    assert client_as(manager).post(reverse("export-workspace")).status_code == 403
