"""Plugs the adapters in."""

import sqlite3

from flask import Flask

from library.adapters.inbound.http_lending import routes
from library.adapters.outbound.sql_loans import SqlLoans


def create() -> Flask:
    app = Flask("library")
    app.register_blueprint(routes(SqlLoans(sqlite3.connect("library.db"))))
    return app
