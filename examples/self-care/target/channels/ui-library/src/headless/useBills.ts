/** The bills of one customer, newest first, and why the newest differs from the one before. */
import { fetchBillExplanation, fetchBills } from "@fjordtel/api-client";
import type { Bill, BillExplanation } from "@fjordtel/api-client";
import { useRequest } from "./useRequest";
import type { Loaded } from "./useRequest";

export interface Bills {
  bills: Bill[];
  explanation: BillExplanation | null;
}

async function load(customerId: string): Promise<Bills> {
  const bills = await fetchBills(customerId);
  const newest = bills[0];
  return { bills, explanation: newest === undefined ? null : await fetchBillExplanation(newest.id) };
}

export function useBills(customerId: string): Loaded<Bills> {
  return useRequest(() => load(customerId), customerId);
}
