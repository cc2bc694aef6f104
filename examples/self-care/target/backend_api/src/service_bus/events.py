"""Events for services: publish to a topic, consume topics in a group."""

import json
import logging
import os
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from confluent_kafka import Consumer as KafkaConsumer
from confluent_kafka import Producer

Reaction = Callable[[dict[str, Any]], None]
log = logging.getLogger(__name__)


@lru_cache(maxsize=1)
def _producer() -> Producer:
    return Producer({"bootstrap.servers": os.environ["BUS"], "enable.idempotence": True})


def publish(topic: str, event: dict[str, Any]) -> None:
    """Returns when the bus has the event."""
    _producer().produce(topic, json.dumps(event).encode())
    _producer().flush()


class Consumer:
    """A consumer group with one reaction per topic. An event counts as consumed when its reaction has returned."""

    def __init__(self, group: str) -> None:
        self._group = group
        self._reactions: dict[str, Reaction] = {}

    def on(self, topic: str) -> Callable[[Reaction], Reaction]:
        """Register the decorated function for a topic."""

        def register(reaction: Reaction) -> Reaction:
            self._reactions[topic] = reaction
            return reaction

        return register

    def run(self) -> None:
        """Poll until the process is stopped."""
        settings = {"bootstrap.servers": os.environ["BUS"], "group.id": self._group, "enable.auto.commit": False}
        kafka = KafkaConsumer(settings)
        kafka.subscribe(list(self._reactions))
        while True:
            message = kafka.poll(1.0)
            if message is None:
                continue
            if message.error():
                log.warning("bus: %s", message.error())
                continue
            self._reactions[message.topic()](json.loads(message.value()))
            kafka.commit(message)
