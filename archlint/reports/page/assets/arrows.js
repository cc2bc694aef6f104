// Arrows: dependencies added up between the boxes that stand for modules, filters for them, and their drawing.
const WORST = ["allowed", "uncovered", "excepted", "violation"];
const HEADS = {
  import: "M0,0L9,4.5L0,9z",
  call: "M0,0L9,4.5L0,9z",
  http: "M0,0L9,4.5L0,9L4,4.5z",
  event: "M1,1L8,4.5L1,8z",
  message: "M1,1L8,4.5L1,8z",
  data: "",
};
const KIND_TOLD = { import: "import", call: "call", http: "HTTP", event: "event", message: "message", data: "data" };
const KIND_MEANS = {
  ...KIND_TOLD,
  http: "HTTP request (direct API)",
  event: "event (for all who listen)",
  message: "message (for one receiver)",
  data: "shared data",
};
const VERDICT_TOLD = {
  violation: "breaks the layering",
  excepted: "excepted: accepted for now",
  uncovered: "uncovered: one end is in no layer",
};
const OFTEN = 40;

// Arrows between boxes: {from, to, kind, verdict, count, edges}; `boxOf` says which box stands for a module.
const journeyModules = () => {
  const chosen = DATA.journeys.find((one) => one.title === STATE.journey);
  return chosen ? new Set(chosen.modules) : null;
};
const aggregated = (boxOf) => {
  const boxes = LEAF.map(boxOf);
  const numbers = new Map();
  boxes.forEach((box) => {
    if (!numbers.has(box)) numbers.set(box, numbers.size);
  });
  const size = numbers.size;
  const of = boxes.map((box) => numbers.get(box));
  const faults = STATE.check
    ? new Set(DATA.findings.filter((one) => one.check === STATE.check).map((one) => `${one.source}>${one.goal}`))
    : null;
  const kinds = DATA.kinds.map((kind) => STATE.kinds.has(kind));
  const verdicts = DATA.verdicts.map((verdict) => STATE.verdicts.has(verdict));
  const journey = journeyModules();
  const found = new Map();
  for (let index = 0; index < EDGE_COUNT; index += 1) {
    const at = 6 * index;
    const [from, to] = [of[EDGES[at]], of[EDGES[at + 1]]];
    if (from === to || !kinds[EDGES[at + 2]] || !verdicts[EDGES[at + 3]]) continue;
    if (journey && !(journey.has(EDGES[at]) && journey.has(EDGES[at + 1]))) continue;
    if (faults && !faults.has(`${EDGES[at]}>${EDGES[at + 1]}`)) continue;
    const key = (from * size + to) * DATA.kinds.length + EDGES[at + 2];
    let one = found.get(key);
    if (!one) {
      one = {
        from: boxes[EDGES[at]],
        to: boxes[EDGES[at + 1]],
        kind: DATA.kinds[EDGES[at + 2]],
        verdict: "allowed",
        count: 0,
        violations: 0,
        edges: [],
      };
      found.set(key, one);
    }
    one.count += 1;
    one.edges.push(index);
    const verdict = DATA.verdicts[EDGES[at + 3]];
    if (verdict === "violation") one.violations += 1;
    if (WORST.indexOf(verdict) > WORST.indexOf(one.verdict)) one.verdict = verdict;
  }
  return [...found.values()];
};
const weighed = (one) => {
  const count = one.count.toLocaleString("en");
  if (!one.violations) return count;
  return one.violations === one.count ? `✗ ${count}` : `✗ ${one.violations.toLocaleString("en")} of ${count}`;
};
const arrowName = (one) => `${one.from.id}>>${one.to.id}>>${one.kind}`;
const arrowTold = (one) =>
  `${nameOf(one.from)} → ${nameOf(one.to)}: ${one.count.toLocaleString("en")} × ${KIND_TOLD[one.kind]}${one.violations ? `, ${one.violations.toLocaleString("en")} of them violations` : ""}`;

const present = (all, column) => {
  const seen = new Set();
  for (let index = 0; index < EDGE_COUNT; index += 1) seen.add(EDGES[6 * index + column]);
  return all.filter((_, place) => seen.has(place));
};
const PRESENT = { kinds: present(DATA.kinds, 2), verdicts: present(DATA.verdicts, 3) };
const filterOf = (title, key, told) => () =>
  PRESENT[key].length > 0 &&
  el(
    "fieldset",
    {},
    el("legend", {}, title),
    PRESENT[key].map((name) =>
      el(
        "label",
        {},
        el("input", {
          type: "checkbox",
          "data-key": `${key}-${name}`,
          checked: STATE[key].has(name),
          onchange: (event) => {
            event.target.checked ? STATE[key].add(name) : STATE[key].delete(name);
            refresh();
          },
        }),
        told(name),
      ),
    ),
  );
const kindFilter = filterOf("Kind", "kinds", (name) => KIND_TOLD[name]);
const verdictFilter = filterOf("Verdict", "verdicts", (name) => name);

const legend = () => {
  const line = (kind, verdict, told) =>
    el(
      "span",
      {},
      svg(
        "svg",
        { viewBox: "0 0 46 12", "aria-hidden": "true", class: "map-line" },
        svg(
          "g",
          { class: "map" },
          svg("path", {
            d: "M2,6H38",
            class: "arrow",
            fill: "none",
            stroke: verdict === "violation" ? "var(--bad)" : verdict === "excepted" ? "var(--excepted)" : "var(--edge)",
            "stroke-width": verdict === "violation" ? 3 : 1.6,
            "stroke-dasharray": verdict === "excepted" ? "7 4" : verdict === "uncovered" ? "2 4" : null,
            "marker-end": `url(#head-${kind}${verdict === "violation" ? "-bad" : ""})`,
          }),
        ),
      ),
      ` ${told}`,
    );
  return el(
    "div",
    { class: "legend" },
    PRESENT.kinds.map((kind) => line(kind, "allowed", KIND_MEANS[kind])),
    PRESENT.verdicts.filter((verdict) => verdict !== "allowed").map((verdict) => line("import", verdict, VERDICT_TOLD[verdict])),
    el("span", {}, "Numbers count dependencies; \u2717 1 of 2: one of two breaks the layering."),
    DATA.balance && el("span", {}, `Percentages and bars: the share of the logic of all layers, counted in ${DATA.balance.measure}.`),
  );
};
const markers = () =>
  svg(
    "defs",
    {},
    Object.entries(HEADS).flatMap(([kind, path]) =>
      ["", "-bad"].map((bad) =>
        svg(
          "marker",
          {
            id: `head-${kind}${bad}`,
            class: bad ? "bad" : "",
            viewBox: "-1 -1 11 11",
            refX: 8,
            refY: 4.5,
            markerWidth: 9,
            markerHeight: 9,
            orient: "auto-start-reverse",
            markerUnits: "userSpaceOnUse",
          },
          path
            ? svg("path", { d: path, class: kind === "event" || kind === "message" ? "hollow" : "" })
            : svg("circle", { cx: 4.5, cy: 4.5, r: 3.6, class: "hollow" }),
        ),
      ),
    ),
  );

const drawArrows = (map, over, places, arrows) => {
  const around = map.getBoundingClientRect();
  if (!around.width) return;
  const rectOf = (element) => {
    const rect = element.getBoundingClientRect();
    const [left, top] = [rect.left - around.left, rect.top - around.top];
    return { left, top, width: rect.width, height: rect.height, x: left + rect.width / 2, y: top + rect.height / 2 };
  };
  const rects = new Map([...places].map(([node, box]) => [node, rectOf(box)]));
  const heads = [...map.querySelectorAll(".box.open > .head > .label")].map(rectOf);
  const ways = arrows.map((one) => ({ one, from: rects.get(one.from), to: rects.get(one.to) }));
  ways.forEach((way) => {
    way.level = Math.abs(way.from.y - way.to.y) < Math.min(way.from.height, way.to.height) / 2;
    way.down = way.to.y > way.from.y;
  });
  if (around.width < NARROW) beside(ways, around.width);
  else spread(ways, [...rects.values(), ...heads], around.width);
  clear(over).append(markers());
  const through = map.querySelector(":scope > .through") || map.appendChild(svg("svg", { class: "through", "aria-hidden": "true" }));
  clear(through);
  const chosen = NODES.get(STATE.selected);
  const near = (node) => {
    for (let one = node; one && one.id; one = one.parent) if (one === chosen) return true;
    return false;
  };
  const labels = [];
  for (const { one, ends } of ways) {
    const name = arrowName(one);
    const marked = STATE.selected && (STATE.selected === name || (chosen && (near(one.from) || near(one.to))));
    const style = `${one.verdict}${marked ? " chosen" : STATE.selected ? " faded" : ""}`;
    const path = ends.path;
    over.append(
      svg("path", {
        d: path,
        class: `arrow ${style}`,
        "stroke-width": Math.min(1.2 + Math.log2(one.count) / 2.2, 5) + (one.verdict === "violation" ? 0.8 : 0),
        "marker-end": `url(#head-${one.kind}${one.verdict === "violation" ? "-bad" : ""})`,
      }),
    );
    // What breaks the layering often passes a box on its way: there it shines through.
    if (one.verdict === "violation") through.append(svg("path", { d: path, "stroke-width": 3 }));
    over.append(
      svg("path", { d: path, class: "hit", "data-arrow": name, onclick: () => select(name) }, svg("title", {}, arrowTold(one))),
    );
    if (labels.length < OFTEN || marked)
      labels.push({ ends, style, told: `${weighed(one)}${one.kind === "import" ? "" : ` ${KIND_TOLD[one.kind]}`}` });
  }
  const taken = [...rects.values(), ...heads].map((rect) => [rect.left, rect.top, rect.left + rect.width, rect.top + rect.height]);
  for (const { ends, style, told } of labels) {
    const [x, y] = freePlace(ends.at, told, taken);
    const half = halfOf(told);
    over.append(
      svg("rect", { x: x - half, y: y - 8, width: 2 * half, height: 16, rx: 4, class: `plate ${style}` }),
      svg("text", { x, y: y + 4, class: style }, told),
    );
  }
};
const halfOf = (told) => 4 + told.length * 3.2;
// A label stands where its arrow passes neither a box nor another label, in the middle if it can.
const ALONG = Array.from({ length: 47 }, (_, step) => 0.5 + (step % 2 ? 1 : -1) * Math.ceil(step / 2) * 0.02);
// Where the line itself is taken, a label stands close beside it.
const DODGES = [
  [0, 0],
  [0, -17],
  [0, 17],
  [20, 0],
  [-20, 0],
  [36, 0],
  [-36, 0],
];
const freePlace = (at, told, taken) => {
  const half = halfOf(told);
  for (const [dx, dy, t] of DODGES.flatMap(([dx, dy]) => ALONG.map((t) => [dx, dy, t]))) {
    const [x, y] = [at(t)[0] + dx, at(t)[1] + dy];
    const area = [x - half, y - 8, x + half, y + 8];
    if (taken.every((one) => area[2] < one[0] || area[0] > one[2] || area[3] < one[1] || area[1] > one[3])) {
      taken.push(area);
      return [x, y];
    }
  }
  return at(0.5);
};
// Arrows leave and reach a box side by side, in the order of where they lead, so that they cross less.
const spread = (ways, rects, width) => {
  const sides = new Map();
  const add = (rect, side, way, end, other) => {
    const key = sides.get(rect) || sides.set(rect, { top: [], bottom: [] }).get(rect);
    key[side].push({ way, end, other });
  };
  for (const way of ways) {
    add(way.from, way.level ? "top" : way.down ? "bottom" : "top", way, "start", way.to.x);
    add(way.to, way.level ? "top" : way.down ? "top" : "bottom", way, "finish", way.from.x);
  }
  for (const [rect, both] of sides)
    for (const side of ["top", "bottom"]) {
      const ports = both[side].sort((one, other) => one.other - other.other);
      const room = Math.min(rect.width - 16, ports.length * (rect.width > 400 ? 90 : 26));
      ports.forEach((port, place) => {
        port.way[port.end] = [
          rect.x - room / 2 + (room * (place + 0.5)) / ports.length,
          side === "top" ? rect.top : rect.top + rect.height,
        ];
      });
    }
  for (const way of ways) {
    const [x1, y1] = way.start;
    const [x2, y2] = way.finish;
    const lift = 18 + Math.min(40, Math.abs(x1 - x2) / 9);
    const [c1, c2] = way.level ? [y1 - lift, y2 - lift] : [y1 + (y2 - y1) * 0.45, y2 - (y2 - y1) * 0.45];
    const others = rects.filter((rect) => rect !== way.from && rect !== way.to);
    const bent = (aside) => (t) => [bezier(t, x1, x1 + aside, x2 + aside, x2), bezier(t, y1, c1, c2, y2)];
    const aside = way.level || rects.length * ways.length > MUCH ? 0 : freest(bent, others, width);
    way.ends = { path: `M${x1},${y1}C${x1 + aside},${c1} ${x2 + aside},${c2} ${x2},${y2}`, at: bent(aside) };
  }
};
// How far aside an arrow has to bend so that it runs behind as few boxes as can be.
const ASIDE = [0, 50, -50, 110, -110, 190, -190, 290, -290];
const MUCH = 30_000;
const freest = (bent, rects, width) => {
  let [best, fewest] = [0, Infinity];
  for (const aside of ASIDE) {
    const at = bent(aside);
    const middle = at(0.5)[0];
    if (aside && (middle < 12 || middle > width - 12)) continue;
    const met = new Set();
    for (let t = 0.04; t < 1; t += 0.04) {
      const [x, y] = at(t);
      for (const rect of rects)
        if (x > rect.left - 3 && x < rect.left + rect.width + 3 && y > rect.top - 2 && y < rect.top + rect.height + 2)
          met.add(rect);
    }
    if (met.size < fewest) [best, fewest] = [aside, met.size];
    if (!fewest) break;
  }
  return best;
};
// Where boxes stand one below the other, on a telephone: arrows run in lanes beside them, long ones outside.
const NARROW = 560;
const beside = (ways, width) => {
  const ports = new Map();
  const add = (rect, way, end, other) => {
    if (!ports.has(rect)) ports.set(rect, []);
    ports.get(rect).push({ way, end, other });
  };
  for (const way of ways) {
    add(way.from, way, "start", way.to.y);
    add(way.to, way, "finish", way.from.y);
  }
  for (const [rect, all] of ports) {
    // from the top down: what goes up, the near ends first, then what goes down, the far ends first
    const rank = (port) => (port.other < rect.y ? [0, -port.other] : [1, -port.other]);
    all.sort((one, other) => rank(one)[0] - rank(other)[0] || rank(one)[1] - rank(other)[1]);
    all.forEach((port, place) => {
      port.way[port.end] = [rect.left + rect.width, rect.top + (rect.height * (place + 1)) / (all.length + 1)];
    });
  }
  const far = (way) => Math.abs(way.start[1] - way.finish[1]);
  const order = [...ways].sort((one, other) => far(one) - far(other));
  order.forEach((way, place) => {
    const [[x1, y1], [x2, y2]] = [way.start, way.finish];
    const inner = Math.max(x1, x2) + 14;
    const lane = inner + ((width - 10 - inner) * (place + 0.5)) / order.length;
    const turn = Math.min(12, far(way) / 2) * (y2 > y1 ? 1 : -1);
    way.ends = {
      path: `M${x1},${y1}H${lane - 8}Q${lane},${y1} ${lane},${y1 + turn}V${y2 - turn}Q${lane},${y2} ${lane - 8},${y2}H${x2}`,
      at: (t) => [Math.min(lane, width - 22), y1 + (y2 - y1) * t],
    };
  });
};
const bezier = (t, a, b, c, d) => (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t * t * c + t ** 3 * d;
