import { toast } from "../components/Toast";

export async function fetchInvoices(): Promise<string[]> {
  const answer = await fetch("/api/v1/invoices");
  if (!answer.ok) {
    toast("no invoices today");
  }
  return answer.json();
}
