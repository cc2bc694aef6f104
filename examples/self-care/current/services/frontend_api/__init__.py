"""The API that web, app and partner portal talk to."""
