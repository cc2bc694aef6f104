/** Works out what usage beyond the bundle costs, so that the page need not wait for the nightly rating run. */
import type { UsageRecord } from "../api/http";
import { HOME_TIERS, PLANS, WORLD_DAY_CAP_CENTS, WORLD_PRICES } from "./tariffTable";
import type { Tier, UsageKind } from "./tariffTable";

export interface OutOfBundle {
  kind: UsageKind;
  units: number;
  cents: number;
}

export function tieredCost(units: number, tiers: Tier[]): number {
  let cost = 0;
  let from = 0;
  for (const tier of tiers) {
    if (units <= from) {
      break;
    }
    const inTier = Math.min(units, tier.upTo) - from;
    cost += inTier * tier.centsPerUnit;
    from = tier.upTo;
  }
  return Math.round(cost);
}

function billableUnits(record: UsageRecord): number {
  return record.kind === "voice" ? Math.ceil(record.quantity / 60) : record.quantity;
}

export function roamingCost(records: UsageRecord[]): number {
  const perDay = new Map<string, number>();
  for (const record of records) {
    if (record.zone !== "world") {
      continue;
    }
    const day = record.startedAt.slice(0, 10);
    const price = billableUnits(record) * WORLD_PRICES[record.kind];
    perDay.set(day, (perDay.get(day) ?? 0) + price);
  }
  let total = 0;
  for (const cents of perDay.values()) {
    total += Math.min(cents, WORLD_DAY_CAP_CENTS);
  }
  return total;
}

export function outOfBundle(planCode: string, records: UsageRecord[]): OutOfBundle[] {
  const plan = PLANS[planCode];
  if (plan === undefined) {
    return [];
  }
  const kinds: UsageKind[] = ["voice", "data", "sms"];
  return kinds.map((kind) => {
    const used = records
      .filter((record) => record.kind === kind && record.zone !== "world")
      .reduce((sum, record) => sum + billableUnits(record), 0);
    const beyond = Math.max(0, used - plan.included[kind]);
    return { kind, units: beyond, cents: tieredCost(beyond, HOME_TIERS[kind]) };
  });
}
