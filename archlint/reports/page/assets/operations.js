// What the enablement layer offers, by the patterns towards backends and channels.
const operationsView = () => {
  const groups = new Map();
  for (const one of DATA.operations) groups.set(one.backend, [...(groups.get(one.backend) || []), one]);
  const backends = [...groups.keys()];
  const frontends = [...new Set(DATA.operations.map((one) => one.frontend))];
  const cell = (backend, frontend) =>
    DATA.operations.filter((one) => one.backend === backend && one.frontend === frontend).length;
  return [
    el(
      "section",
      { class: "sheet wide" },
      el("h2", {}, `${counted(DATA.operations.length, "operation")} by pattern`),
      el(
        "table",
        {},
        el(
          "thead",
          {},
          el(
            "tr",
            {},
            el("th", { scope: "col" }, "Towards backends \\ towards channels"),
            frontends.map((name) => el("th", { scope: "col", class: "number" }, name)),
          ),
        ),
        el(
          "tbody",
          {},
          backends.map((backend) =>
            el(
              "tr",
              {},
              el("th", { scope: "row" }, backend),
              frontends.map((frontend) => el("td", { class: "number" }, cell(backend, frontend) || "·")),
            ),
          ),
        ),
      ),
    ),
    ...backends.map((backend) =>
      el(
        "section",
        { class: "sheet wide" },
        el("h2", {}, `${backend} (${groups.get(backend).length})`),
        el(
          "table",
          { class: "cards" },
          el(
            "thead",
            {},
            el(
              "tr",
              {},
              ["Operation", "Route", "Where", "Logic", "Backends behind", "Channels that use it"].map((name) =>
                el("th", { scope: "col", class: name === "Logic" ? "number" : null }, name),
              ),
            ),
          ),
          el(
            "tbody",
            {},
            groups
              .get(backend)
              .slice(0, 300)
              .map((one) =>
                el(
                  "tr",
                  {},
                  el("td", {}, one.name, el("div", { class: "at quiet" }, one.at)),
                  el("td", { "data-label": "Route" }, el("code", {}, one.route)),
                  el("td", { "data-label": "Where" }, one.where),
                  el("td", { class: "number", "data-label": "Logic" }, one.logic),
                  el("td", { "data-label": "Backends behind" }, one.backends.join(", ") || "–"),
                  el("td", { "data-label": "Channels" }, one.consumers.join(", ") || "–"),
                ),
              ),
          ),
        ),
      ),
    ),
  ];
};
