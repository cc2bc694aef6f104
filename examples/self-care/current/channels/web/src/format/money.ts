/** Amounts travel as whole cents; only the edge of a screen turns them into text. */

const EURO = new Intl.NumberFormat("en-IE", { style: "currency", currency: "EUR" });

export function formatCents(cents: number): string {
  return EURO.format(cents / 100);
}

export function formatDelta(cents: number): string {
  const sign = cents > 0 ? "+" : cents < 0 ? "−" : "±";
  return `${sign}${EURO.format(Math.abs(cents) / 100)}`;
}

export function formatMegabytes(megabytes: number): string {
  return megabytes >= 1024 ? `${(megabytes / 1024).toFixed(1)} GB` : `${Math.round(megabytes)} MB`;
}
