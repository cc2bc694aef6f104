/** The CRM's customer for Node jobs of the backend teams. */

export interface CrmCustomer {
  id: string;
  firstName: string;
  lastName: string;
  segment: "private" | "business";
  partnerId: string | null;
}

export function displayName(customer: CrmCustomer): string {
  const name = `${customer.firstName} ${customer.lastName}`.trim();
  return customer.segment === "business" ? `${name} (business)` : name;
}

export function isOwnedBy(customer: CrmCustomer, partnerId: string): boolean {
  return customer.partnerId !== null && customer.partnerId === partnerId;
}
