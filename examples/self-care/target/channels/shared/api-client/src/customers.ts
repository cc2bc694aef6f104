/** TMF629 customer. The frontend API answers with the customers that the caller may see. */
import { request } from "./http";

export interface CustomerSummary {
  id: string;
  name: string;
  givenName: string;
  lines: number;
}

export function searchCustomers(text: string): Promise<CustomerSummary[]> {
  return request("GET", `/tmf-api/customerManagement/v4/customer?name=${encodeURIComponent(text)}`);
}
