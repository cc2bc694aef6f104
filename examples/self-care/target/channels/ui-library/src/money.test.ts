import { expect, it } from "vitest";
import { formatDifference, formatMoney } from "./money";

it("shows cents", () => {
  expect(formatMoney({ unit: "EUR", value: 12.5 })).toContain("12.50");
});

it("says which way a bill went", () => {
  expect(formatDifference({ unit: "EUR", value: 3 })).toMatch(/^\+/);
  expect(formatDifference({ unit: "EUR", value: -3 })).toMatch(/^−/);
});
