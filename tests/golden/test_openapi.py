"""The API's document as it stands in the repository: a change of it is a change that programs meet."""

import json

from bursar.api.rest.api import api


def test_the_document_is_the_one_checked_in(golden):
    golden(
        "tests/golden/openapi.json",
        json.dumps(api.get_openapi_schema(), indent=1, default=str, ensure_ascii=False) + "\n",
    )
