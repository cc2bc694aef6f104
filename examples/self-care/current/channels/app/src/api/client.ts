/** Requests of the app. The token comes from the device's key store at start. */
import axios from "axios";

const api = axios.create({ baseURL: "https://api.fjordtel.example", timeout: 8000 });

export interface AppSubscription {
  id: string;
  msisdn: string;
  planCode: string;
}

export interface AppUsageRecord {
  kind: "voice" | "data" | "sms";
  zone: "home" | "eu" | "world";
  quantity: number;
  startedAt: string;
}

export interface AppInvoice {
  number: string;
  dueOn: string;
  paidCents: number;
  firstName: string;
  rows: { netCents: number; kind: string; vatFree: boolean }[];
}

export function useToken(token: string): void {
  api.defaults.headers.common.Authorization = `Bearer ${token}`;
  api.defaults.headers.common["X-Channel"] = "app";
}

export async function subscriptions(accountId: string): Promise<AppSubscription[]> {
  return (await api.get(`/api/customers/${accountId}/subscriptions`)).data;
}

export async function usage(subscriptionId: string, month: string): Promise<AppUsageRecord[]> {
  return (await api.get(`/api/usage/${subscriptionId}/records`, { params: { month } })).data;
}

export async function invoices(accountId: string): Promise<AppInvoice[]> {
  return (await api.get(`/api/invoices/${accountId}`, { params: { channel: "app" } })).data;
}
