"""What the API is, for programs (openapi.json) and for people (a page made of it)."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from penstock.faces.api.api import api


@cache
def schema() -> dict[str, Any]:
    """The OpenAPI document; the same for everybody, made once in each process."""
    return dict(api.get_openapi_schema(path_prefix="api/"))


@require_GET
def document(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1."""
    return JsonResponse(schema())


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Every operation with what it takes and answers, without a script."""
    return render(request, "api.html", {"groups": _groups(schema()), "title": "API"})


def _groups(document: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for address, methods in document["paths"].items():
        for method, operation in methods.items():
            row = {
                "id": operation["operationId"],
                "method": method.upper(),
                "address": address,
                "text": operation.get("description", ""),
                "parameters": operation["parameters"],
                "fields": _fields(document, operation),
                "answers": list(operation["responses"]),
            }
            groups.setdefault(operation["tags"][0], []).append(row)
    return groups


def _fields(document: dict[str, Any], operation: dict[str, Any]) -> list[dict[str, Any]]:
    """The fields of the body: name, type, whether it must be sent."""
    if "requestBody" not in operation:
        return []
    (content,) = operation["requestBody"]["content"].values()
    body = content["schema"]
    if "$ref" in body:
        body = document["components"]["schemas"][body["$ref"].rpartition("/")[2]]
    return [
        {"name": field, "type": type_of(about), "is_required": field in body.get("required", ())}
        for field, about in body["properties"].items()
    ]


def type_of(about: dict[str, Any]) -> str:
    """A field's type in a word or two."""
    if "$ref" in about:
        return str(about["$ref"].rpartition("/")[2])
    if "anyOf" in about:
        return " or ".join(dict.fromkeys(type_of(one) for one in about["anyOf"]))
    if "enum" in about:
        return ", ".join(f"“{value}”" for value in about["enum"])
    if about.get("type") == "array":
        return f"list of {type_of(about['items'])}"
    return str(about.get("format") or about.get("const") or about.get("type", "any"))
