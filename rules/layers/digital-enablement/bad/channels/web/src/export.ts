import { Pool } from "pg";

const pool = new Pool();

export async function exportInvoices(customer: string): Promise<string> {
  const answer = await pool.query("SELECT number, cents FROM invoice WHERE customer = $1", [customer]);
  return answer.rows.map((row) => `${row.number};${row.cents}`).join("\n");
}
