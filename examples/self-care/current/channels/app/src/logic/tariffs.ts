/** Copied from the web's calculator for release 6.0; prices checked by hand at each price change. */
import type { AppUsageRecord } from "../api/client";

export interface PriceTier {
  upTo: number;
  centsPerUnit: number;
}

const INCLUDED: Record<string, Record<string, number>> = {
  S5: { voice: 100, data: 5120, sms: 50 },
  M20: { voice: 500, data: 20480, sms: 200 },
  L60: { voice: 3000, data: 61440, sms: 1000 },
};

const TIERS: Record<string, PriceTier[]> = {
  voice: [
    { upTo: 60, centsPerUnit: 9 },
    { upTo: Infinity, centsPerUnit: 7 },
  ],
  data: [
    { upTo: 1024, centsPerUnit: 1 },
    { upTo: Infinity, centsPerUnit: 0.5 },
  ],
  sms: [{ upTo: Infinity, centsPerUnit: 9 }],
};

export function tieredCost(units: number, tiers: PriceTier[]): number {
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

export function costBeyondBundle(planCode: string, records: AppUsageRecord[]): number {
  const included = INCLUDED[planCode];
  if (included === undefined) {
    return 0;
  }
  let total = 0;
  for (const kind of ["voice", "data", "sms"]) {
    const used = records
      .filter((record) => record.kind === kind && record.zone !== "world")
      .reduce((sum, record) => sum + (kind === "voice" ? record.quantity / 60 : record.quantity), 0);
    total += tieredCost(Math.max(0, used - included[kind]), TIERS[kind]);
  }
  return total;
}
