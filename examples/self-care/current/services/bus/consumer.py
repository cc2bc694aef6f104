"""Consumes topics: functions register per topic, `run` polls for ever."""

import json
import logging
import os
from collections.abc import Callable
from typing import Any

from confluent_kafka import Consumer as KafkaConsumer

Reaction = Callable[[dict[str, Any]], None]
log = logging.getLogger(__name__)


class Consumer:
    """A consumer group with one reaction per topic."""

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
        """Poll until the process is stopped. A message that fails is logged and skipped."""
        kafka = KafkaConsumer({"bootstrap.servers": os.environ["BUS"], "group.id": self._group})
        kafka.subscribe(list(self._reactions))
        while True:
            message = kafka.poll(1.0)
            if message is None or message.error():
                continue
            try:
                self._reactions[message.topic()](json.loads(message.value()))
            except (KeyError, ValueError):
                log.exception("message on %s skipped", message.topic())
