"""Whom we sell to: companies and persons, and the fields that a company of ours adds to them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Trim

from penstock.foundation.base.models import SortKey, Tracked


class Company(Tracked):
    """A firm. Recognised by its domains; free-mail domains never count."""

    name = models.TextField()
    sort_name = models.GeneratedField(
        expression=SortKey(F("name")), output_field=models.TextField(), db_persist=True
    )
    domains = ArrayField(models.TextField(), default=list, blank=True)
    website = models.TextField(blank=True, default="")
    phones = ArrayField(models.TextField(), default=list, blank=True)
    industry = models.TextField(blank=True, default="")
    employees = models.IntegerField(null=True, blank=True)
    street = models.TextField(blank=True, default="")
    postal_code = models.TextField(blank=True, default="")
    city = models.TextField(blank=True, default="")
    region = models.TextField(blank=True, default="")
    country = models.TextField(blank=True, default="")
    description = models.TextField(blank=True, default="")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    custom = models.JSONField(default=dict, blank=True)

    class Meta:
        db_table = "company"
        indexes = [
            models.Index(fields=["sort_name", "id"], name="company_by_name"),
            GinIndex(fields=["sort_name"], opclasses=["gin_trgm_ops"], name="company_search"),
            GinIndex(fields=["domains"], name="company_by_domain"),
            models.Index(fields=["owner"], name="company_of_owner"),
            models.Index(fields=["-created_at", "-id"], name="company_newest"),
        ]

    def __str__(self) -> str:
        return self.name


class Person(Tracked):
    """A human we sell to, met once however often they come back. The first e-mail and phone are the main ones."""

    first_name = models.TextField(blank=True, default="")
    last_name = models.TextField(blank=True, default="")
    name = models.GeneratedField(
        expression=Trim(Concat("first_name", Value(" ", output_field=models.TextField()), "last_name")),
        output_field=models.TextField(),
        db_persist=True,
    )
    sort_name = models.GeneratedField(
        expression=SortKey(
            Trim(Concat("last_name", Value(" ", output_field=models.TextField()), "first_name"))
        ),
        output_field=models.TextField(),
        db_persist=True,
    )
    emails = ArrayField(models.TextField(), default=list, blank=True)
    phones = ArrayField(models.TextField(), default=list, blank=True)
    job_title = models.TextField(blank=True, default="")
    company = models.ForeignKey(
        Company, null=True, blank=True, on_delete=models.PROTECT, related_name="persons"
    )
    city = models.TextField(blank=True, default="")
    country = models.TextField(blank=True, default="")
    description = models.TextField(blank=True, default="")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    custom = models.JSONField(default=dict, blank=True)

    class Meta:
        db_table = "person"
        indexes = [
            models.Index(fields=["sort_name", "id"], name="person_by_name"),
            GinIndex(fields=["sort_name"], opclasses=["gin_trgm_ops"], name="person_search"),
            GinIndex(fields=["emails"], name="person_by_email"),
            GinIndex(fields=["phones"], name="person_by_phone"),
            models.Index(fields=["owner"], name="person_of_owner"),
            models.Index(fields=["-created_at", "-id"], name="person_newest"),
        ]

    def __str__(self) -> str:
        return self.name or (self.emails[0] if self.emails else f"#{self.pk}")


class NotSame(Tracked):
    """Somebody looked at two companies, or two persons, and they are not one, whatever they share. The lower id first;
    no foreign keys, since the kind says which table they are of. Twice the same is as good as once."""

    kind = models.TextField(choices=[("company", "company"), ("person", "person")])
    first_id = models.BigIntegerField()
    second_id = models.BigIntegerField()

    class Meta:
        db_table = "not_same"
        indexes = [models.Index(fields=["kind", "first_id", "second_id"], name="not_same_pair")]
        constraints = [
            models.CheckConstraint(condition=Q(first_id__lt=F("second_id")), name="not_same_order")
        ]


class CustomField(Tracked):
    """A field that this company added to a kind of record. Its key never changes; another type is another field."""

    is_remembered = True

    class Type(models.TextChoices):
        TEXT = "text"
        LONG_TEXT = "long_text"
        NUMBER = "number"
        MONEY = "money"
        DATE = "date"
        CHOICE = "choice"
        CHOICES = "choices"
        YES_NO = "yes_no"
        LINK = "link"

    KINDS = ("company", "person", "lead", "opportunity")

    kind = models.TextField(choices=[(kind, kind) for kind in KINDS])
    key = models.SlugField(max_length=60)
    label = models.TextField()
    type = models.TextField(choices=Type.choices)
    choices = ArrayField(models.TextField(), default=list, blank=True)
    is_required = models.BooleanField(default=False)
    is_filterable = models.BooleanField(default=False)
    position = models.SmallIntegerField(default=0)

    class Meta:
        db_table = "custom_field"
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="custom_field_once")]
