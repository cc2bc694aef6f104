/** The frontend API for every channel. What is not exported here does not exist for them. */
export { fetchBillExplanation, fetchBills, openAmountOf, payBill } from "./bills";
export type { Bill, BillExplanation, Money } from "./bills";
export { searchCustomers } from "./customers";
export type { CustomerSummary } from "./customers";
export { connect, RequestFailed } from "./http";
export { fetchUsageOverview } from "./usage";
export type { UsageLine, UsageOverview } from "./usage";
