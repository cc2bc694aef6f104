// Customer journeys, those to move first in front: what they touch per layer, their ways step by step, and what is missing.
const KIND_WORDS = { http: "HTTP request", event: "event", data: "shared data" };
const journeysView = () =>
  DATA.journeys.map((one) =>
    el(
      "section",
      { class: "sheet wide" },
      el("h2", {}, one.title),
      el("p", {}, one.summary),
      one.moved !== null &&
        el(
          "div",
          { class: "track", role: "img", "aria-label": `${percent(one.moved)} moved` },
          el(
            "span",
            { class: "share", style: `width:${100 * one.moved}%` },
            el("i", { style: "width:100%;background:var(--three)" }),
          ),
        ),
      el(
        "p",
        {},
        el(
          "button",
          {
            type: "button",
            onclick: () => {
              STATE.journey = one.title;
              go("map");
            },
          },
          "Show in the map",
        ),
      ),
      el(
        "table",
        { class: "cards" },
        el(
          "thead",
          {},
          el(
            "tr",
            {},
            ["Layer", "Modules", "Functions", "Logic", "Open findings", "Components"].map((name, at) =>
              el("th", { scope: "col", class: at > 0 && at < 5 ? "number" : null }, name),
            ),
          ),
        ),
        el(
          "tbody",
          {},
          one.stages.map((stage) =>
            el(
              "tr",
              {},
              el("td", {}, stage.layer ? (stage.part ? `${stage.layer}.${stage.part}` : stage.layer) : NO_LAYER),
              el(
                "td",
                { class: "number", "data-label": "Modules" },
                stage.current ? `${stage.modules} (${stage.current} of today's)` : stage.modules,
              ),
              el("td", { class: "number", "data-label": "Functions" }, stage.functions),
              el("td", { class: "number", "data-label": "Logic" }, stage.logic),
              el("td", { class: "number", "data-label": "Open findings" }, stage.findings),
              el("td", { "data-label": "Components" }, stage.components.join(", ") || "–"),
            ),
          ),
        ),
      ),
      one.ways.slice(0, 60).map(([entry, end, steps]) =>
        el(
          "details",
          { class: "finding" },
          el(
            "summary",
            {},
            entry,
            " → ",
            el("strong", {}, end),
            el("span", { class: "quiet" }, ` in ${counted(steps.length, "step")}`),
            wayStrip(steps),
          ),
          el(
            "ol",
            { class: "way" },
            steps.map(([place, told, kind]) =>
              el(
                "li",
                {},
                place >= 0
                  ? el("button", { type: "button", class: "link at", onclick: () => show(LEAF[place]) }, told)
                  : el("span", { class: "at" }, told),
                KIND_WORDS[kind] && el("span", { class: "quiet" }, ` — ${KIND_WORDS[kind]} →`),
              ),
            ),
          ),
        ),
      ),
      one.ways.length > 60 &&
        el("p", { class: "quiet" }, `${one.ways.length - 60} more; 'archlint journeys --all' tells all of them`),
      one.gaps.length > 0 && [
        el("h3", {}, `Missing (${one.gaps.length})`),
        el(
          "ul",
          {},
          one.gaps.slice(0, 100).map((gap) => el("li", { class: "at" }, gap)),
        ),
      ],
      Object.keys(one.shared).length > 0 &&
        el(
          "p",
          {},
          "Shares ",
          Object.entries(one.shared)
            .map(([name, number]) => `${counted(number, "module")} with ${name}`)
            .join(", "),
        ),
      el("p", {}, el("strong", {}, "Smallest scope: "), one.scope),
    ),
  );
// The way at a glance: the layers and parts it passes, the kind of each crossing, and crossings that break the layering.
const wayStrip = (steps) => {
  const stops = [];
  steps.forEach(([place, , kind], at) => {
    const leaf = place >= 0 ? LEAF[place] : null;
    const box = leaf && pathOf(leaf).slice(0, 2).filter((one) => one.level === "part" || one.level === "layer").pop();
    const last = stops[stops.length - 1];
    if (box && !(last && last.box === box)) stops.push({ box, place, before: at ? steps[at - 1] : null });
    else if (!box && at === steps.length - 1) stops.push({ box: null, before: at ? steps[at - 1] : null });
  });
  if (stops.length < 2) return null;
  return el(
    "span",
    { class: "strip" },
    stops.map(({ box, place, before }) => {
      const bad = before && place !== undefined && isViolation(before[0], place);
      return [
        before &&
          el(
            "span",
            { class: `hop${bad ? " bad" : ""}` },
            bad ? "✗ " : "",
            before[2] === "http" ? "HTTP →" : before[2] === "event" ? "event →" : before[2] === "data" ? "data →" : "→",
          ),
        box &&
          el(
            "span",
            { class: "stop", style: `--layer:${layerHue(pathOf(box)[0])}` },
            box.level === "part" ? `${pathOf(box)[0].title}.${box.title}` : box.title,
          ),
      ];
    }),
  );
};
let violated = null;
const isViolation = (from, to) => {
  if (!violated) {
    violated = new Set();
    for (let index = 0; index < EDGE_COUNT; index += 1)
      if (DATA.verdicts[EDGES[6 * index + 3]] === "violation") violated.add(`${EDGES[6 * index]}>${EDGES[6 * index + 1]}`);
  }
  return violated.has(`${from}>${to}`);
};
const journeyFilter = () =>
  DATA.journeys.length > 0 &&
  chooser("Journey", "journey", [["", "all"], ...DATA.journeys.map((one) => [one.title, one.title])]);
