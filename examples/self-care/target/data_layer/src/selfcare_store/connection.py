"""One engine per process."""

import os
from functools import lru_cache

from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from selfcare_store.tables import Table


@lru_cache(maxsize=1)
def engine() -> Engine:
    """The store's engine; tables are there after the first call."""
    made = create_engine(os.environ["STORE_URL"], pool_pre_ping=True)
    Table.metadata.create_all(made)
    return made


def session() -> Session:
    """A session to be used in a `with` statement."""
    return Session(engine())
