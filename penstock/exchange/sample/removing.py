"""Taking the simulated company out again (LEDGER.md, 3, the first door): what the sample made goes, with what hangs on
it; what people, imports and programs made stays, with everything that it points to."""

from typing import Any

from django.db import connection, models, transaction
from django.db.models import Exists, ForeignObjectRel, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from penstock.foundation.base.errors import Refused
from penstock.foundation.base.ledger import SYSTEM, Cause, writing
from penstock.foundation.base.models import Tracked
from penstock.records.activities.models import Activity
from penstock.records.leads.models import Lead, LeadSource
from penstock.records.people.models import Company, Person
from penstock.records.pipeline.models import (
    Competitor,
    LossReason,
    Opportunity,
    OpportunityPerson,
    OpportunityUser,
    Pipeline,
    Stage,
)  # fmt: skip
from penstock.records.team.models import Team, User

# Activities that are about nothing else: they hang on the record.
ABOUT_LEAD = Q(opportunity=None)
ABOUT_PERSON = ABOUT_LEAD & Q(lead=None)
ABOUT_COMPANY = ABOUT_PERSON & Q(person=None)


def remove() -> int:
    """Remove the sample; the database is no sample afterwards. Returns the number of opportunities that went.

    Raises Refused where there is none. Users of the sample whom a record that stays names are kept, without access."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('sample'))")
        cursor.execute("SELECT is_sample FROM ledger_mark")
        if not cursor.fetchone()[0]:
            raise Refused(_("There is no sample here."))
        note_what_the_sample_made()
        count = remove_opportunities()
        drop(Lead, "lead", ABOUT_LEAD)
        drop(Person, "person", ABOUT_PERSON)
        drop(Company, "company", ABOUT_COMPANY)
        for model in (Competitor, LossReason, LeadSource, Stage, Pipeline):
            delete(unreferenced(made(model)))
        dismiss()
        cursor.execute("SELECT ledger_forget_sample()")
    return count


def note_what_the_sample_made() -> None:
    """A record is the sample's if its first fact is."""
    with connection.cursor() as cursor:
        cursor.execute("""
            DROP TABLE IF EXISTS sample_made;
            CREATE TEMP TABLE sample_made ON COMMIT DROP AS
            SELECT k.relation, f.record_id AS id
            FROM (SELECT DISTINCT ON (kind, record_id) kind, record_id, cause FROM ledger
                  ORDER BY kind, record_id, seq) AS f
            JOIN ledger_kind AS k USING (kind) WHERE f.cause = 'sample';
            CREATE INDEX ON sample_made (relation, id);
            ANALYZE sample_made""")


def made(model: type[Tracked]) -> QuerySet[Any]:
    """The records of a model that the sample made."""
    ids = RawSQL("SELECT id FROM sample_made WHERE relation = %s", [model._meta.db_table])
    return model._base_manager.filter(pk__in=ids)


def remove_opportunities() -> int:
    """The sample's opportunities with persons, team members and activities, whoever added them. Returns their number."""
    for model in (Activity, OpportunityPerson, OpportunityUser):
        delete(made(model))
        delete(model._base_manager.filter(opportunity__in=made(Opportunity)))
    return delete(unreferenced(made(Opportunity)))


def drop(model: type[Tracked], name: str, about_it: Q) -> None:
    """Those of the sample's records that nothing points to but activities about them alone; these go too."""
    gone = unreferenced(made(model), apart=Activity)
    gone = gone.exclude(Exists(Activity.objects.filter(~about_it, **{f"{name}_id": OuterRef("pk")})))
    delete(Activity.objects.filter(about_it, **{f"{name}__in": gone}))
    delete(gone)


def unreferenced(records: QuerySet[Any], apart: type[Tracked] | None = None) -> QuerySet[Any]:
    """Those that no row of any room points to, but for one model and for rows that exist only with them."""
    for relation in records.model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.related_model is apart:
            continue
        if relation.on_delete is models.CASCADE or relation.many_to_many:
            continue
        pointing = relation.related_model._base_manager.filter(**{relation.field.attname: OuterRef("pk")})
        records = records.exclude(Exists(pointing))
    return records


def dismiss() -> None:
    """The sample's users and teams; a user whom something names stays and may not sign in."""
    unreferenced(made(User)).delete()
    with writing(SYSTEM, Cause("sample")):
        made(User).update(is_active=False)
    # Teams lie within teams: from the innermost out.
    while delete(unreferenced(made(Team))):
        pass


def delete(records: QuerySet[Any]) -> int:
    """Delete in one statement: Django's own way would read each row first, to look for what the callers have looked at."""
    return records._raw_delete(records.db)
