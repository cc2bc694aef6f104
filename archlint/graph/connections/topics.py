"""Which topics messages are about: finds of publications and subscriptions in, the topics of each out.

A name may be that of a binding, behind which settings put the topic; a queue goes by what it is bound to.
"""

from collections.abc import Iterator, Sequence
from posixpath import commonpath
from typing import NamedTuple

from archlint.graph.connections.addresses import address, texts
from archlint.graph.connections.arguments import argument
from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.finds import CONSTRUCTORS, CallSite, Find
from archlint.graph.connections.rule_calls import Call, places_of
from archlint.graph.connections.selecting import select
from archlint.graph.connections.settings import KnownSettings
from archlint.graph.connections.tracing import Tracer
from archlint.graph.values.terms import (
    UNKNOWN,
    Applied,
    ClassValue,
    FunctionValue,
    ParameterValue,
    TextValue,
    Value,
    options_of,
)

_MOST_TOPICS = 12
_MOST_BEGINNINGS = 4


class FoundMessage(NamedTuple):
    find: Find
    topics: tuple[str, ...]


class Topics:
    """Reads finds of messages. Bindings are told before with `bind`."""

    def __init__(self, discovery: Discovery, tracer: Tracer, settings: KnownSettings) -> None:
        self._discovery = discovery
        self._evaluator = discovery.evaluator
        self._tracer = tracer
        self._settings = settings
        self._bound: list[tuple[Value, tuple[str, ...], tuple[CallSite, ...]]] = []
        """By the queue the topics that it is bound to, and the calls that lead there."""
        self._before: list[tuple[str, str, tuple[str, ...]]] = []
        """What stands before the topics that marks name: the module that says it, the technology, the beginnings."""

    def bind(self, finds: Sequence[Find]) -> None:
        """Take in which queue gets what, and what stands before all topics of some listeners."""
        for find in finds:
            call = self._discovery.call(find)
            if find.rule.prefix:
                self._before.append((find.module, find.rule.technology, tuple(self._beginnings(find, call))))
                continue
            queue = select(self._evaluator, call, find.rule.queue)
            for one in self._said(find):
                topics = tuple(topic for topic in one.topics if topic.strip("{}"))
                for option in options_of(queue if queue is not None else UNKNOWN) if topics else ():
                    self._bound.append((self._named(option), topics, one.find.callers))

    def _beginnings(self, find: Find, call: Call) -> Iterator[str]:
        """What a call says that topics begin with: all that it is given."""
        given = call.invocation.positional if call.invocation is not None else ()
        for place in range(len(given[:_MOST_BEGINNINGS])):
            value = select(self._evaluator, call, (str(place),))
            yield from (one.path for one in map(address, texts(value, find.module, self._settings) if value else ()))

    def _begun(self, find: Find, topics: Sequence[str]) -> tuple[str, ...]:
        """The topics of a listener with what its server puts before them, as the nearest module says."""
        said = [one for one in self._before if one[1] == find.rule.technology and one[2]] if find.is_mark else []
        if not said or find.rule.kind != "subscription":
            return tuple(topics)
        _, _, starts = max(said, key=lambda one: len(commonpath((one[0], find.module))))
        return tuple(f"{start.rstrip('/')}/{topic.lstrip('/')}" for topic in topics for start in starts)

    def _named(self, queue: Value) -> Value:
        """The name of a queue that is made by a call, or handed over by the function that makes it."""
        if isinstance(queue, ParameterValue):
            file = self._discovery.program.file(queue.module)
            holder = file.class_of(queue.scope)
            made = self._evaluator.of_class(ClassValue(queue.module, holder), queue.name, None) if holder >= 0 else None
            if isinstance(made, FunctionValue):
                results = self._discovery.program.scope(made.module, made.scope).returns
                frame = self._evaluator.bound(made, None, None)
                queue = next((self._evaluator.evaluate(one, frame) for one in results), queue)
        if isinstance(queue, Applied) and queue.frame is not None:
            name = argument(self._evaluator, queue.invocation, queue.frame, "0")
            return name if isinstance(name, TextValue) and name.parts else queue
        return queue

    def messages(self, find: Find) -> Iterator[FoundMessage]:
        """The publications or subscriptions of a find. A function of which nothing is known but what its callers say is none
        where one of them says it; an object that is made with a topic is one.
        """
        every = list(self._messages(find))
        is_told = any(self._is_called(one.find) and not _is_hole(one) for one in every)
        for one in every if not is_told else [one for one in every if one.find.callers or not _is_hole(one)]:
            topics = self._begun(find, [topic for topic in one.topics if topic not in find.rule.but])
            if topics or not one.topics:
                yield one._replace(topics=topics)

    def _is_called(self, find: Find) -> bool:
        """Whether a caller says what a find is about each time, and not once for all where an object is made."""
        program = self._discovery.program
        return bool(find.callers) and all(program.scope(*one.function).name not in CONSTRUCTORS for one in find.callers)

    def _messages(self, find: Find) -> Iterator[FoundMessage]:
        if find.rule.kind == "subscription" and self._bound:
            value = select(self._evaluator, self._discovery.call(find), find.rule.topic)
            options = options_of(value) if value is not None else ()
            bound = [one for option in options for one in self._bound_to(option, find)]
            for callers in dict.fromkeys(callers for _, callers in bound):
                topics = dict.fromkeys(topic for those, same in bound if same == callers for topic in those)
                yield FoundMessage(find._replace(callers=callers), tuple(topics)[:_MOST_TOPICS])
            if bound:
                return
        yield from self._said(find)

    def _bound_to(self, queue: Value, find: Find) -> Iterator[tuple[tuple[str, ...], tuple[CallSite, ...]]]:
        """The topics that a queue is bound to, with the calls that lead there: who calls a function that binds a queue and
        listens to it is who listens.
        """
        named = self._named(queue)
        for known, topics, callers in self._bound:
            if known == named:
                is_same = bool(callers) and callers[-1].function[0] == find.module
                yield topics, callers if is_same else find.callers

    def _said(self, find: Find) -> Iterator[FoundMessage]:
        """What a find says itself: by the first place that holds anything."""
        rule = find.rule
        told: list[tuple[Find, list[str]]] = []
        for places in places_of(rule):  # a place may hold nothing: no routing key
            found = self._tracer.traced(find, places)
            told = [(one, [f"{place.host}{place.path}" for place in those]) for one, those in found]
            if rule.last_piece:
                told = [(one, [self._ends(topic) for topic in topics]) for one, topics in told]
            if any(topic for _, topics in told for topic in topics):
                break
        for one, topics in told:
            behind = [topic for name in topics for topic in self._behind(one, name)] if rule.topic_settings else topics
            if behind or not rule.settled:
                yield FoundMessage(one, tuple(dict.fromkeys(behind)))

    @staticmethod
    def _ends(topic: str) -> str:
        """The last piece of an address, of one that has any."""
        return topic[max(topic.rfind("/"), topic.rfind(":")) + 1 :] or topic

    def _behind(self, find: Find, name: str) -> list[str]:
        """The topics that settings put behind the name of a binding; the name where they say nothing."""
        read = self._settings.own if find.rule.settled else self._settings.named
        for key in find.rule.topic_settings:
            value = read(key.replace("{}", name), find.module)
            if value is not None:
                places = [address(one) for one in texts(value, find.module, self._settings)]
                return [topic for place in places for topic in f"{place.host}{place.path}".split(",")]
        return [] if find.rule.settled else [name]


def _is_hole(message: FoundMessage) -> bool:
    """Whether nothing is known of the topics of a message."""
    return all(topic.startswith("{") and topic.endswith("}") and topic.count("{") == 1 for topic in message.topics)
