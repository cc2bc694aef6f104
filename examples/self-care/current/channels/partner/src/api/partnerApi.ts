/** Requests of the partner portal. */

export interface LineUsage {
  msisdn: string;
  planCode: string;
  dataMegabytes: number;
  voiceMinutes: number;
  beyondBundleCents: number;
}

async function ask(path: string): Promise<Response> {
  const response = await fetch(path, { headers: { "X-Channel": "partner" } });
  if (response.status === 401) {
    window.location.assign("/login");
  }
  return response;
}

export async function searchCustomers(text: string): Promise<unknown[]> {
  const response = await ask(`/api/customers?query=${encodeURIComponent(text)}`);
  return response.ok ? ((await response.json()) as unknown[]) : [];
}

export async function usageOf(customerId: string): Promise<LineUsage[]> {
  const response = await ask(`/api/usage/by-customer/${customerId}`);
  return response.ok ? ((await response.json()) as LineUsage[]) : [];
}
