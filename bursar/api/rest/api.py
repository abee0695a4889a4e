"""The API put together: its nouns, its errors, its document."""

from typing import Any

from ninja import NinjaAPI

from bursar.api.rest import problems
from bursar.api.rest.accounts import router as accounts
from bursar.api.rest.activity import router as activity
from bursar.api.rest.administrators import router as administrators
from bursar.api.rest.auth import Token
from bursar.api.rest.bills import router as bills
from bursar.api.rest.details import router as details
from bursar.api.rest.document import complete
from bursar.api.rest.documents import router as documents
from bursar.api.rest.groups import router as groups
from bursar.api.rest.identifiers import router as identifiers
from bursar.api.rest.invitations import router as invitations
from bursar.api.rest.invoices import router as invoices
from bursar.api.rest.members import router as members
from bursar.api.rest.pbx import router as pbx
from bursar.api.rest.requests import router as requests


class Api(NinjaAPI):
    """With a document that tells of headers, problems and PDFs, too."""

    def get_openapi_schema(self, **more: Any) -> Any:
        """The document, with what ninja does not know."""
        return complete(super().get_openapi_schema(**more))


api = Api(
    title="Bursar",
    version="1",
    description="Who may do what with the bills, and the bills: the same commands as the pages, for programs.",
    urls_namespace="rest",
    openapi_url="/openapi.json",
    docs_url=None,
    auth=Token(),
)
problems.handle(api)
NOUNS = (
    accounts,
    members,
    groups,
    administrators,
    invitations,
    pbx,
    requests,
    invoices,
    bills,
    details,
    activity,
    documents,
    identifiers,
)
for noun in NOUNS:
    for view in noun.path_operations.values():
        for operation in view.operations:
            if "GET" in operation.methods:
                operation.methods.append("HEAD")  # the same; the server leaves the body out
    api.add_router("", noun)
