export interface Invoice {
  number: string;
  total: string;
  explanation: string;
}

export async function fetchInvoices(): Promise<Invoice[]> {
  const answer = await fetch("/customerBill");
  return answer.json();
}
