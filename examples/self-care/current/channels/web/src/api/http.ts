/** The one place of the web channel that knows how the frontend API reports errors. */

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly path: string,
  ) {
    super(`${path} answered ${status}`);
  }
}

export interface UsageRecord {
  subscriptionId: string;
  kind: "voice" | "data" | "sms";
  zone: "home" | "eu" | "world";
  quantity: number;
  startedAt: string;
}

export interface Subscription {
  id: string;
  msisdn: string;
  planCode: string;
  activatedOn: string;
}

async function getJson<T>(path: string): Promise<T> {
  const response = await fetch(path, { credentials: "include", headers: { "X-Channel": "web" } });
  if (!response.ok) {
    throw new ApiError(response.status, path);
  }
  return (await response.json()) as T;
}

export function fetchSubscriptions(accountId: string): Promise<Subscription[]> {
  return getJson<Subscription[]>(`/api/customers/${accountId}/subscriptions`);
}

export function fetchUsage(subscriptionId: string, month: string): Promise<UsageRecord[]> {
  return getJson<UsageRecord[]>(`/api/usage/${subscriptionId}/records?month=${month}`);
}
