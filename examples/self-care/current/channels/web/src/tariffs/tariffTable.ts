/** Plans and prices as marketing published them on 1 March. Keep in step with rating! */

export type Zone = "home" | "eu" | "world";
export type UsageKind = "voice" | "data" | "sms";

export interface Plan {
  code: string;
  name: string;
  monthlyFeeCents: number;
  included: Record<UsageKind, number>; // minutes, megabytes, messages
}

export interface Tier {
  upTo: number;
  centsPerUnit: number;
}

export const PLANS: Record<string, Plan> = {
  S5: { code: "S5", name: "Small", monthlyFeeCents: 1290, included: { voice: 100, data: 5 * 1024, sms: 50 } },
  M20: { code: "M20", name: "Medium", monthlyFeeCents: 2190, included: { voice: 500, data: 20 * 1024, sms: 200 } },
  L60: { code: "L60", name: "Large", monthlyFeeCents: 3490, included: { voice: 3000, data: 60 * 1024, sms: 1000 } },
};

export const HOME_TIERS: Record<UsageKind, Tier[]> = {
  voice: [
    { upTo: 60, centsPerUnit: 9 },
    { upTo: Infinity, centsPerUnit: 7 },
  ],
  data: [
    { upTo: 1024, centsPerUnit: 1 },
    { upTo: 5120, centsPerUnit: 0.5 },
    { upTo: Infinity, centsPerUnit: 0.2 },
  ],
  sms: [{ upTo: Infinity, centsPerUnit: 8 }],
};

export const WORLD_PRICES: Record<UsageKind, number> = { voice: 149, data: 12, sms: 39 };
export const WORLD_DAY_CAP_CENTS = 4950;
