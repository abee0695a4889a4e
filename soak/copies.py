"""A database of its own for each client: the provider's notices and the worker's questions are about everybody's."""

import os
import shutil
from typing import Any

import dj_database_url
import psycopg
from django.db import connection, connections


def copies(count: int) -> list[str]:
    """The names of so many copies of the database, which nobody may be connected to."""
    connections.close_all()
    plain = str(connection.settings_dict["NAME"])
    names = [
        f"{plain}_{number}" if connection.vendor == "postgresql" else f"{plain}.{number}" for number in range(count)
    ]
    if connection.vendor == "sqlite":
        for name in names:
            shutil.copy(plain, name)
        return names
    owner: Any = dj_database_url.parse(os.environ["BURSAR_MIGRATION_DATABASE_URL"])
    with psycopg.connect(host=owner["HOST"], user=owner["USER"], dbname="postgres", autocommit=True) as server:
        for name in names:
            server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{plain}"'.encode())
            server.execute(f'GRANT CONNECT, TEMPORARY ON DATABASE "{name}" TO PUBLIC'.encode())
    return names


def go_to(name: str) -> None:
    """From now on in this process the database is that copy."""
    connection.settings_dict["NAME"] = name
