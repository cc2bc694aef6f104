import { dunningFor, dunningText } from "./dunning";

describe("dunning in the app", () => {
  const due = "2026-03-01";

  it("leaves small sums alone", () => {
    expect(dunningFor(due, 499, new Date("2026-05-01T00:00:00Z")).level).toBe("none");
  });

  it("blocks after a month", () => {
    const dunning = dunningFor(due, 5000, new Date("2026-04-15T00:00:00Z"));
    expect(dunningText(dunning)).toContain("blocked");
  });
});
