/** TMF678 customer bill and TMF676 payment, as the frontend API serves them. */
import { request } from "./http";

export interface Money {
  unit: string;
  value: number;
}

export interface Bill {
  id: string;
  billNo: string;
  paymentDueDate: string;
  taxIncludedAmount: Money;
  remainingAmount: Money;
  state: "settled" | "onDue" | "overdue";
}

export interface BillExplanation {
  difference: Money;
  reasons: { code: string; text: string; amount: Money }[];
  payment: { mayPayLater: boolean; instalments: number; warning: string };
}

export function fetchBills(customerId: string): Promise<Bill[]> {
  return request("GET", `/tmf-api/customerBillManagement/v4/customerBill?customer=${encodeURIComponent(customerId)}`);
}

export function fetchBillExplanation(billId: string): Promise<BillExplanation> {
  return request("GET", `/tmf-api/customerBillManagement/v4/customerBill/${encodeURIComponent(billId)}/explanation`);
}

export function payBill(billId: string): Promise<{ id: string; status: string }> {
  return request("POST", "/tmf-api/paymentManagement/v4/payment", { bill: billId });
}

export function openAmountOf(bills: Bill[]): Money {
  const value = bills.reduce((sum, bill) => sum + bill.remainingAmount.value, 0);
  return { unit: bills[0]?.remainingAmount.unit ?? "EUR", value };
}
