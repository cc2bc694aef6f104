/** Money as customers read it. */
import type { Money } from "@fjordtel/api-client";

const formats = new Map<string, Intl.NumberFormat>();

export function formatMoney(money: Money): string {
  let format = formats.get(money.unit);
  if (format === undefined) {
    format = new Intl.NumberFormat("en-IE", { style: "currency", currency: money.unit });
    formats.set(money.unit, format);
  }
  return format.format(money.value);
}

export function formatDifference(money: Money): string {
  const sign = money.value > 0 ? "+" : money.value < 0 ? "−" : "±";
  return sign + formatMoney({ ...money, value: Math.abs(money.value) });
}
