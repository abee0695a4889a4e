"""What tests say of refusals."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bursar.core.errors import Refused


@contextmanager
def refused(code: str) -> Iterator[None]:
    """Within the block something is refused with this code."""
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.code == code
