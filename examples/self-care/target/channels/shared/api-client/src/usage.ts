/** TMF677 usage consumption. */
import type { Money } from "./bills";
import { request } from "./http";

export interface UsageLine {
  subscription: string;
  name: string;
  kind: "voice" | "data" | "sms";
  used: string;
  share: number;
  level: "calm" | "low" | "used-up";
  outOfBundle: Money;
  comparedWithLastMonth: Money;
}

export interface UsageOverview {
  month: string;
  lines: UsageLine[];
  outOfBundle: Money;
  expected: Money;
}

export function fetchUsageOverview(customerId: string, month: string): Promise<UsageOverview> {
  return request(
    "GET",
    `/tmf-api/usageConsumption/v4/queryUsageConsumption?customer=${encodeURIComponent(customerId)}&month=${month}`,
  );
}
