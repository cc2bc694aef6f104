/** Nightly CSV for resellers. Reads the reporting copy of rating's tables: the API was too slow for 40,000 lines. */
import express from "express";
import { Pool } from "pg";

const pool = new Pool({ connectionString: process.env.RATING_REPLICA_URL });
const app = express();

app.get("/export/usage/:partnerId.csv", async (request, response) => {
  const answer = await pool.query(
    "SELECT msisdn, kind, sum(quantity) AS quantity, sum(cents) AS cents FROM rated_usage WHERE partner_id = $1 GROUP BY 1, 2",
    [request.params.partnerId],
  );
  const lines = ["msisdn;kind;quantity;cents"];
  for (const row of answer.rows) {
    const quantity = row.kind === "voice" ? Math.ceil(Number(row.quantity) / 60) : Number(row.quantity);
    lines.push([row.msisdn, row.kind, quantity, row.cents].join(";"));
  }
  response.type("text/csv").send(lines.join("\n"));
});

app.listen(Number(process.env.PORT ?? 8090));
