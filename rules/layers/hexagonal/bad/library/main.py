"""Starts the server; there is nothing to plug in, since everybody made the store by themselves."""

from library.adapters.inbound.http_lending import create

if __name__ == "__main__":
    print(create("Emma", "reader 1"))
