// The first page: three answers with three numbers each, what to do first, and what could not be read.
const MOODS = { good: "✓", bad: "✗", open: "–" };
const steps = () =>
  el(
    "ol",
    { class: "steps" },
    DATA.steps.map((step) =>
      el(
        "li",
        {},
        step.check
          ? el(
              "button",
              {
                type: "button",
                onclick: () => {
                  STATE.check = step.check;
                  STATE.words = "";
                  go("findings");
                },
              },
              step.told,
            )
          : step.told,
        step.instead && el("div", { class: "quiet" }, step.instead),
      ),
    ),
  );
const summaryView = () => {
  const answers = DATA.answers.map((one) =>
    el(
      "section",
      { class: `sheet answer ${one.mood}` },
      el("h2", {}, one.question),
      el("p", { class: "verdict" }, el("span", { "aria-hidden": "true" }, `${MOODS[one.mood]} `), one.answer),
      el(
        "dl",
        {},
        one.numbers.map(([value, told]) => [el("dt", {}, value), el("dd", {}, told)]),
      ),
    ),
  );
  const parts = [el("div", { class: "answers" }, answers)];
  if (DATA.steps.length) parts.push(el("section", { class: "sheet" }, el("h2", {}, "What to do first"), steps()));
  parts.push(el("section", { class: "sheet wide" }, el("h2", {}, "The layers, top to bottom"), layerTable()));
  if (DATA.notes.length)
    parts.push(
      el(
        "section",
        { class: "sheet" },
        el("h2", {}, "What archlint could not read or was not sure of"),
        el(
          "ul",
          {},
          DATA.notes.slice(0, 50).map((note) => el("li", {}, note)),
        ),
        DATA.notes.length > 50 &&
          el("p", { class: "quiet" }, `${DATA.notes.length - 50} more; 'archlint check' tells all of them`),
      ),
    );
  return parts;
};
// The share of the logic on a scale to 100 %, the declared band behind it.
const bandBar = (one) =>
  el(
    "span",
    { class: "track small", title: one.low === null ? "" : `band ${percent(one.low)} to ${percent(one.high)}` },
    one.low !== null && el("span", { class: "band", style: `left:${100 * one.low}%;width:${100 * (one.high - one.low)}%` }),
    el("span", { class: "share", style: `width:${100 * one.share}%` }, el("i", { class: one.standing || "plain" })),
  );
const layerTable = () => {
  const faults = new Map();
  for (let index = 0; index < EDGE_COUNT; index += 1) {
    if (DATA.verdicts[EDGES[6 * index + 3]] !== "violation") continue;
    const layer = DATA.modules[EDGES[6 * index]][1];
    faults.set(layer, (faults.get(layer) || 0) + 1);
  }
  const weight = new Map((DATA.balance ? DATA.balance.portions : []).filter((one) => !one.part).map((one) => [one.layer, one]));
  return el(
    "table",
    { class: "cards" },
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        el("th", { scope: "col" }, "Layer"),
        el("th", { scope: "col" }, "Parts"),
        el("th", { scope: "col", class: "number" }, "Modules"),
        el("th", { scope: "col", class: "number" }, "Logic"),
        el("th", { scope: "col", class: "number" }, "Violations that begin here"),
      ),
    ),
    el(
      "tbody",
      {},
      DATA.layers.map((layer, place) =>
        el(
          "tr",
          {},
          el(
            "td",
            {},
            el("span", { class: "swatch", "aria-hidden": "true", style: `background:${layerHue({ id: layer.name })}` }),
            el(
              "button",
              { type: "button", class: "link", onclick: () => show(NODES.get(layer.name)), disabled: !layer.modules },
              layer.name,
            ),
          ),
          el("td", { "data-label": "Parts" }, layer.parts.join(", ") || "–"),
          el("td", { class: "number", "data-label": "Modules" }, layer.modules.toLocaleString("en")),
          el(
            "td",
            { class: "number", "data-label": "Logic" },
            weight.has(layer.name) ? [percent(weight.get(layer.name).share), bandBar(weight.get(layer.name))] : "–",
          ),
          el(
            "td",
            { class: "number", "data-label": "Violations that begin here" },
            (faults.get(place) || 0).toLocaleString("en"),
          ),
        ),
      ),
    ),
  );
};
