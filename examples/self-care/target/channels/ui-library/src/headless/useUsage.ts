/** The usage overview of one customer. */
import { fetchUsageOverview } from "@fjordtel/api-client";
import type { UsageOverview } from "@fjordtel/api-client";
import { useRequest } from "./useRequest";
import type { Loaded } from "./useRequest";

export function useUsage(customerId: string, month: string): Loaded<UsageOverview> {
  return useRequest(() => fetchUsageOverview(customerId, month), `${customerId} ${month}`);
}
