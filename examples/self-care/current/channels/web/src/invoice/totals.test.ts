import { describe, expect, it } from "vitest";
import { grossTotal, proratedFee } from "./totals";

describe("invoice totals", () => {
  it("charges half the fee when the subscription starts in the middle of April", () => {
    expect(proratedFee(2190, "2026-04-16", "2026-04")).toBe(1095);
  });

  it("adds VAT to taxable rows only", () => {
    const row = { text: "", from: "", to: "", kind: "fee" as const };
    expect(grossTotal([{ ...row, netCents: 1000, vatFree: false }, { ...row, netCents: 200, vatFree: true }])).toBe(1450);
  });
});
