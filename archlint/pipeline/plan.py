"""The plan: a judged System and what moves may be asked of it in, moves with what each would do out, in an order to ship them.

Every move is done on the graph and everything is judged again (a what-if); the best that creates no finding comes next, and
the following ones are judged on what it leaves. How often anything is judged is bounded by the size of the project, not by
the clock, so that equal projects get equal plans.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from archlint.checks.check import Check
from archlint.checks.scattered_logic import repeated
from archlint.graph.system import System
from archlint.graph.whatif.apply import apply_move
from archlint.graph.whatif.ways import MoveError
from archlint.graph.whatif.whole import Done
from archlint.measures.balance import declared_balance
from archlint.measures.deciding import deciding
from archlint.measures.journeys import journeys_of
from archlint.measures.proposals import Proposal, proposals
from archlint.model.finding import Finding
from archlint.model.plan import Effect, Effort, HeldBack, Move, Plan, PlanRequest, Step
from archlint.model.rulebook import Rulebook
from archlint.pipeline.effects import State, effect_of
from archlint.pipeline.settle import Acceptances
from archlint.pipeline.toward import Target, by_today, lasting, standing, target_of

_UNJUDGED = frozenset({"unmatched-pattern"})
"""About words of the declaration: what a move empties is no fault of it, and the distance does not count it."""
_WORK = 12_000
"""Modules that are judged again for a plan, over all trials."""
_FEWEST, _MOST = 10, 240
_TOLD = 40


class Knowledge(NamedTuple):
    """What the files say besides their facts: test files by the names they test, and how often files were changed."""

    tests: Mapping[str, int]
    churn: Mapping[str, int] | None


class _Trial(NamedTuple):
    """A move that was done on the graph."""

    move: Move
    done: Done
    state: State
    effect: Effect
    effort: Effort


class Planner:
    """Judges what the code would be. One for a run."""

    def __init__(
        self,
        checks: Sequence[Check],
        acceptances: Acceptances,
        prepared: Callable[[Rulebook], Rulebook],
        knowledge: Knowledge,
    ) -> None:
        self._checks = [check for check in checks if check.judge is not None and check.name not in _UNJUDGED]
        self._acceptances = acceptances
        self._prepared = prepared
        self._knowledge = knowledge
        self.tried = 0
        self._judged: set[Move] = set()

    def plan(self, system: System, request: PlanRequest, found: Sequence[Finding], target: Target | None) -> Plan:
        """The moves that are asked about one after the other, or those that are proposed. `found` and `target` are what was
        judged of the code as it is.
        """
        bodies = cache(system.body)  # decoded once, however often they are judged
        kept = System(
            system.graph,
            system.rulebook,
            bodies,
            system.connections,
            system.deployment,
            system.exposures,
            taken=system.taken,
            lines=system.lines,
            like=system,
            bodies_last=True,
        )
        if target is not None:
            target = target._replace(findings=_judged(target.findings))
        now = self._standing(kept, target, _judged(found), self._acceptances)
        if request.apply:
            return self._applied(now, request)
        return self._proposed(now, request)

    def _applied(self, first: State, request: PlanRequest) -> Plan:
        now = first
        steps: list[Step] = []
        held: list[HeldBack] = []
        found = tuple(one.move.text for one in self._proposals(now))
        for move in request.apply:
            trial = self._try(now, move)
            if isinstance(trial, str):
                held.append(HeldBack(move.text, trial))
                break
            steps.append(_step(len(steps) + 1, trial, ()))
            now = trial.state
        return Plan(
            distance=(first.distance, now.distance),
            steps=tuple(steps),
            held_back=tuple(held),
            considered=len(request.apply),
            tried=self.tried,
            open_checks=_by_check(now),
            proposed=found,
        )

    def _proposed(self, first: State, request: PlanRequest) -> Plan:
        budget = request.trials or max(_FEWEST, min(_MOST, _WORK // max(1, len(first.system.modules))))
        now = first
        steps: list[Step] = []
        seen: set[Move] = set()
        scores: dict[Move, float] = {}
        held: dict[Move, str] = {}
        waiting: dict[Move, Proposal] = {}
        proposed = self._proposals(now)
        found = tuple(one.move.text for one in proposed)
        while len(steps) < request.steps and self.tried < budget:
            proposed = self._proposals(now) if steps else proposed
            waiting = {one.move: one for one in proposed}
            seen.update(waiting)
            held = {move: why for move, why in held.items() if move in waiting}
            chosen = self._best(now, waiting, scores, held, budget)
            if chosen is None and held and steps and self.tried < budget:
                held = {}  # what stood in the way may be gone
                chosen = self._best(now, waiting, scores, held, budget)
            if chosen is None:
                break
            steps.append(_step(len(steps) + 1, chosen, waiting[chosen.move].why))
            now = chosen.state
            scores.pop(chosen.move, None)
        told = sorted((HeldBack(move.text, why) for move, why in held.items()), key=lambda one: one.text)
        return Plan(
            distance=(first.distance, now.distance),
            steps=tuple(steps),
            held_back=tuple(told[:_TOLD]),
            considered=len(seen),
            tried=self.tried,
            untried=len(seen - self._judged),
            open_checks=_by_check(now),
            proposed=found,
        )

    def _best(
        self,
        now: State,
        waiting: Mapping[Move, Proposal],
        scores: dict[Move, float],
        held: dict[Move, str],
        budget: int,
    ) -> _Trial | None:
        """The best move on what the code is now. What was judged before the last step is judged again before it is taken;
        what was never judged is expected to remove the findings that speak for it. None where nothing helps.
        """
        weights = _journey_weights(now)
        fresh: dict[Move, _Trial] = {}

        def expected(move: Move) -> float:
            return scores.get(move, waiting[move].weight * weights.get(move.subject, 1.0))

        while True:
            left = [move for move in waiting if move not in held]
            move = min(left, key=lambda one: (-expected(one), one.text), default=None)
            if move is None or move in fresh or self.tried >= budget:
                return max(fresh.values(), key=lambda one: (scores[one.move], one.move.text), default=None)
            trial = self._try(now, move)
            if isinstance(trial, str):
                held[move] = trial
            elif trial.effect.created:
                held[move] = _creates(trial.effect.created)
            elif trial.effect.distance[0] <= trial.effect.distance[1]:
                held[move] = "it brings the target no nearer"
            else:
                gain = trial.effect.distance[0] - trial.effect.distance[1]
                scores[move] = gain * weights.get(move.subject, 1.0) / (1 + _points(trial.effort) / 60)
                fresh[move] = trial

    def _try(self, now: State, move: Move) -> "_Trial | str":
        """The code after a move, or why it cannot be done."""
        places = [now.target.system, now.system] if now.target else [now.system]
        self.tried += 1
        self._judged.add(move)
        try:
            done = apply_move(now.system, places, move, deciding(now.system))
            moved = _followed(now.acceptances, done.draft.renamed)
            state = self._state(done.draft.system_by(now.system.rulebook), moved)
        except MoveError as error:
            return str(error)
        return _Trial(move, done, state, effect_of(now, state, done), self._effort(now.system, move, done))

    def _state(self, system: System, acceptances: Acceptances) -> State:
        target = target_of(system, self._checks, self._prepared)
        return self._standing(system, target, by_today(system, self._checks), acceptances)

    def _standing(
        self, system: System, target: Target | None, found: Sequence[Finding], acceptances: Acceptances
    ) -> State:
        state = standing(system, target, found, acceptances, ())
        binding = target.binding(system, found) if target is not None else []
        open_ = tuple(lasting(system, [*found, *binding], acceptances))
        journeys = journeys_of(system, open_) if system.rulebook.journeys else ()
        return State(system, target, open_, state.failing, state.remaining, journeys, acceptances)

    def _proposals(self, now: State) -> list[Proposal]:
        system = now.system
        balance = declared_balance(system) if system.rulebook.balance else None
        target = now.target.system if now.target is not None else None
        return proposals(system, target, now.all, list(repeated(target or system)), balance)

    def _effort(self, system: System, move: Move, done: Done) -> Effort:
        inside = [module for module in system.modules if module.startswith(move.subject)] if move.is_folder else []
        files = [*(inside or [move.subject]), *(other.rpartition(":")[0] for other in move.others)]
        users = {user for file in files for user in system.incoming.get(file, ())} - set(files)
        names = {file.rpartition("/")[2].partition(".")[0].lower() for file in files}
        churn = self._knowledge.churn
        return Effort(
            statements=done.statements,
            fan_in=len(users),
            tests=sum(self._knowledge.tests.get(name, 0) for name in names),
            churn=None if churn is None else sum(churn.get(file, 0) for file in files),
            rewrite=done.rewrite,
        )


def _judged(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.check not in _UNJUDGED)


def _followed(acceptances: Acceptances, renamed: Mapping[str, str]) -> Acceptances:
    """Comments go with the files that they stand in."""
    now = {old: new for new, old in renamed.items()}
    moved = {now.get(path, path): found for path, found in acceptances.suppressions.items()}
    return acceptances._replace(suppressions=moved)


def _points(effort: Effort) -> int:
    return effort.statements + 5 * effort.fan_in + (20 if effort.rewrite else 0) + (effort.churn or 0)


def _step(number: int, trial: _Trial, why: tuple[str, ...]) -> Step:
    return Step(
        number=number,
        move=trial.move,
        text=trial.move.text,
        kind=trial.move.kind,
        why=why,
        effect=trial.effect,
        effort=trial.effort,
    )


def _journey_weights(now: State) -> dict[str, float]:
    """What lies on the way of a journey comes first, by the share of contacts that it causes."""
    found: dict[str, float] = {}
    for trace in now.journeys:
        for module in trace.modules:
            found[module] = found.get(module, 1.0) + trace.contacts
    return found


def _creates(created: Sequence[Finding]) -> str:
    first = created[0]
    more = f" and {len(created) - 1} more" if len(created) > 1 else ""
    return f"it would create {first.check} ({first.message[:160]}){more}"


def _by_check(now: State) -> dict[str, int]:
    found = Counter(finding.check for finding in now.failing)
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
