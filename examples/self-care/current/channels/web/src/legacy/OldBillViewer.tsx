import { useState } from "react";
import { billUrl } from "@billing-client/pdf";

const FIRST_YEAR = 2014;
const LAST_YEAR = 2021;

/** Bills from the billing system before this one: scanned pages, nothing to compute. */
export function OldBillViewer({ accountId }: { accountId: string }) {
  const [year, setYear] = useState(LAST_YEAR);
  const years = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, index) => LAST_YEAR - index);
  return (
    <section>
      <h1>Bills before 2022</h1>
      <select value={year} onChange={(event) => setYear(Number(event.target.value))}>
        {years.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
      <iframe title={`Bills of ${year}`} src={billUrl(accountId, `archive-${year}`)} />
    </section>
  );
}
