/** Collections policy as the app shows it. */

export interface AppDunning {
  level: "none" | "reminder" | "fee" | "blocked";
  feeCents: number;
}

export function dunningFor(dueOn: string, openCents: number, today: Date): AppDunning {
  const overdueDays = Math.floor((today.getTime() - new Date(`${dueOn}T00:00:00Z`).getTime()) / 86_400_000);
  if (openCents < 500 || overdueDays <= 0) {
    return { level: "none", feeCents: 0 };
  }
  if (overdueDays <= 14) {
    return { level: "reminder", feeCents: 0 };
  }
  if (overdueDays <= 30) {
    return { level: "fee", feeCents: 900 };
  }
  return { level: "blocked", feeCents: 1900 };
}

export function dunningText(dunning: AppDunning): string {
  switch (dunning.level) {
    case "none":
      return "";
    case "reminder":
      return "A friendly reminder: your invoice is due.";
    case "fee":
      return `A fee of ${(dunning.feeCents / 100).toFixed(2)} € has been added.`;
    case "blocked":
      return "Your number is blocked until the invoice is paid.";
  }
}
