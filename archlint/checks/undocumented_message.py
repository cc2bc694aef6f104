"""undocumented-message: a message on a topic that the AsyncAPI document of its component does not declare."""

from collections.abc import Iterator

from archlint.checks.check import Check, NoOptions
from archlint.checks.documented import by_component, channel_documents, undeclared
from archlint.graph.system import System
from archlint.model.finding import Finding

NAME = "undocumented-message"

PAGE = """\
## What it finds
A message that a component publishes or reads on a topic which the component's AsyncAPI document (version 2 or 3) does not
declare.

## Why it matters
Who listens is not seen in the code of who publishes: the document is the only place where a topic, its messages and its readers
can be looked up. A topic that is missing is found by whoever it breaks.

## Example
```yaml
# asyncapi.yaml
asyncapi: 3.0.0
channels:
  closed: {address: bill-closed}
operations:
  close: {action: send, channel: {$ref: "#/channels/closed"}}
```
```python
producer.send("bill-closed", bill)
producer.send("bill-deleted", bill)     # undocumented-message
```

## Instead
Declare the channel and the operation in the document, or do not send the message.
[unserved-operation](unserved-operation.md) looks the other way.

## Options
None.

## Known limits
Judged only where the component uses at least half of the document's channels, and only messages of the technologies that these
go by: a document about Kafka does not speak of events inside a process. Topics whose names cannot be worked out are not judged.
In version 2 `publish` and `subscribe` are written from both points of view, so their direction does not count. Judged only
where connections are followed.
"""


def judge(system: System, _options: NoOptions) -> Iterator[Finding]:
    speaking = by_component(system.view(channel_documents))
    ends = (("publish", system.connections.publications), ("subscribe", system.connections.subscriptions))
    for direction, messages in ends:
        verb = "is published to" if direction == "publish" else "is read from"
        for message in messages:
            known = [one for one in speaking.get(message.component, ()) if message.technology in one.technologies]
            if not known or not message.topic.strip("{}"):
                continue
            if not any(one.declares(direction, message.topic) for one in known):
                file = known[0].file
                said = f"{file} does not declare the topic {message.topic}, which {verb} here"
                instead = "declare the channel there, or do without the message"
                yield undeclared(NAME, message, file, said, instead, f"{direction} {message.topic}")


CHECK = Check(
    name=NAME,
    group="connections",
    summary="a message on a topic that the AsyncAPI document of its component does not declare",
    page=PAGE,
    judge=judge,
)
