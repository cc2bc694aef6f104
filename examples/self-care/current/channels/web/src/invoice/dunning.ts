/** What the page warns of when an invoice is overdue. Mirrors the collections policy of 2023. */

export type DunningLevel = "none" | "reminder" | "fee" | "restricted" | "blocked";

export interface Dunning {
  level: DunningLevel;
  feeCents: number;
  mayPayLater: boolean;
}

export function dunningFor(dueOn: string, openCents: number, isBusiness: boolean, today: Date): Dunning {
  const overdueDays = Math.floor((today.getTime() - new Date(`${dueOn}T00:00:00Z`).getTime()) / 86_400_000);
  if (openCents < 500 || overdueDays <= 0) {
    return { level: "none", feeCents: 0, mayPayLater: true };
  }
  const grace = isBusiness ? 30 : 14;
  if (overdueDays <= grace) {
    return { level: "reminder", feeCents: 0, mayPayLater: true };
  }
  if (overdueDays <= grace + 16) {
    return { level: "fee", feeCents: 950, mayPayLater: openCents < 20_000 };
  }
  if (overdueDays <= grace + 31) {
    return { level: "restricted", feeCents: 1900, mayPayLater: false };
  }
  return { level: "blocked", feeCents: 1900, mayPayLater: false };
}
