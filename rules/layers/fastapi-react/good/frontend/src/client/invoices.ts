import axios from "axios";

export interface Invoice {
  number: string;
}

const server = axios.create({ baseURL: "/api/v1" });

export async function fetchInvoices(): Promise<Invoice[]> {
  return (await server.get("/invoices")).data;
}
