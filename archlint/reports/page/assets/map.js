// The layer map: bands of boxes that open in place, and the arrows between what is visible.
const ARROWS = 300;
const CHILDREN = 250;

let faultyBoxes = null;
const isFaulty = (node) => {
  if (!faultyBoxes) {
    faultyBoxes = new Set();
    for (let index = 0; index < EDGE_COUNT; index += 1)
      if (DATA.verdicts[EDGES[6 * index + 3]] === "violation")
        pathOf(LEAF[EDGES[6 * index]]).forEach((one) => faultyBoxes.add(one));
  }
  return faultyBoxes.has(node);
};
const setOpen = (node, open) => {
  if (open) STATE.open.add(node.id);
  else STATE.open.delete(node.id);
  refresh();
};
let onSelect = () => {};
const select = (name) => {
  STATE.selected = STATE.selected === name ? "" : name;
  onSelect();
  remember();
};
let notice = "";

// How much of the logic of all layers is in a box; none for what is in no layer, as in the balance.
const logicShare = (node) =>
  DATA.balance && DATA.balance.logic && pathOf(node)[0].id !== NO_LAYER ? node.logic / DATA.balance.logic : 0;
const logicBar = (node) =>
  el(
    "span",
    { class: "logic", "aria-hidden": "true" },
    el("i", { style: `width:${Math.max(2, 100 * Math.min(1, logicShare(node)))}%` }),
  );
const boxView = (node, places, journey) => {
  const open = STATE.open.has(node.id) && node.children.length > 0;
  const told =
    node.level === "module"
      ? ""
      : `${counted(node.modules.length, "module")}${logicShare(node) ? ` · ${percent(logicShare(node)).replace(" ", "\u00a0")}` : ""}`;
  const box = el(
    "div",
    {
      class: `box${open ? " open" : ""}${isFaulty(node) ? " faulty" : ""}${STATE.selected === node.id ? " chosen" : ""}${journey && !node.modules.some((place) => journey.has(place)) ? " faded" : ""}`,
      "data-id": node.id,
      style: node.level === "layer" ? `--layer:${layerHue(node)}` : null,
    },
    el(
      "div",
      { class: "head" },
      node.children.length > 0 &&
        el(
          "button",
          {
            type: "button",
            class: "toggle",
            "aria-expanded": open,
            "aria-label": `${open ? "Close" : "Open"} ${node.title}`,
            "data-key": `toggle ${node.id}`,
            onclick: () => setOpen(node, !open),
          },
          open ? "▾" : "▸",
        ),
      el(
        "button",
        {
          type: "button",
          class: "label",
          "aria-pressed": STATE.selected === node.id,
          title: `${nameOf(node)}${isFaulty(node) ? "\nbreaks the layering" : ""}`,
          "data-key": `label ${node.id}`,
          onclick: () => select(node.id),
          ondblclick: () => node.children.length && setOpen(node, !open),
        },
        isFaulty(node) && el("span", { "aria-hidden": "true" }, "✗\u00a0"),
        node.title,
        told && el("small", {}, told),
        logicShare(node) > 0 && node.level !== "module" && logicBar(node),
      ),
    ),
  );
  if (open)
    box.append(
      el(
        "div",
        { class: "inside" },
        node.children.slice(0, CHILDREN).map((child) => boxView(child, places, journey)),
        node.children.length > CHILDREN &&
          el("p", { class: "quiet" }, `${node.children.length - CHILDREN} more; the search finds them`),
      ),
    );
  else places.set(node, box);
  return box;
};

const mapView = () => {
  const journey = journeyModules();
  const places = new Map();
  const bands = el(
    "div",
    { class: "bands" },
    ROOT.children.map((layer) => boxView(layer, places, journey)),
  );
  const over = svg("svg", { "aria-hidden": "true" });
  const map = el("div", { class: "map", onkeydown: walk }, bands, over);
  const panel = el("aside", { class: "sheet panel", "aria-live": "polite", "aria-label": "What is selected" });
  const checks = [
    ...new Set(DATA.findings.filter((one) => one.goal !== undefined && one.goal >= 0).map((one) => one.check)),
  ].sort();
  const arrows = aggregated(visibleOf)
    .filter((one) => places.has(one.from) && places.has(one.to))
    .sort((one, other) => other.violations - one.violations || other.count - one.count);
  const drawn = arrows.slice(0, ARROWS);
  const fillAside = () => {
    const chosen = NODES.get(STATE.selected);
    clear(panel);
    if (chosen && chosen.id) fillBoxPanel(panel, chosen);
    else if (STATE.selected)
      fillPanel(
        panel,
        arrows.filter((one) => arrowName(one) === STATE.selected),
      );
    else
      panel.append(
        el("p", {}, "Press a box to see what it depends on and who uses it, an arrow to see its evidence, ▸ to look inside."),
        el("p", { class: "quiet" }, "Keys: arrow keys walk, → opens, ← closes, Enter selects, / searches."),
      );
  };
  fillAside();
  const draw = () => drawArrows(map, over, places, drawn);
  requestAnimationFrame(draw);
  onResize = draw;
  onSelect = () => {
    for (const box of map.querySelectorAll(".box")) {
      const chosen = box.dataset.id === STATE.selected;
      if (box.classList.contains("chosen") !== chosen) {
        box.classList.toggle("chosen", chosen);
        box.querySelector(".label").setAttribute("aria-pressed", String(chosen));
      }
    }
    fillAside();
    draw();
  };
  const cut = arrows.length - drawn.length;
  return [
    el(
      "div",
      { class: "bar-tools" },
      kindFilter(),
      verdictFilter(),
      journeyFilter(),
      checks.length > 0 && chooser("Check", "check", [["", "all"], ...checks.map((name) => [name, name])]),
      el(
        "button",
        {
          type: "button",
          onclick: () => {
            STATE.open.clear();
            refresh();
          },
        },
        "Close all",
      ),
      el("button", { type: "button", onclick: openLevel }, "Open one level"),
    ),
    el(
      "div",
      { class: "with-panel" },
      el(
        "section",
        { class: "sheet", "aria-label": "Map of the layers" },
        notice && el("p", { role: "status" }, notice),
        cut > 0 &&
          el(
            "p",
            { class: "quiet" },
            `${ARROWS} of ${arrows.length} arrows are drawn, violations first; filter or close boxes to see the rest.`,
          ),
        map,
        legend(),
      ),
      panel,
    ),
  ];
};
const MOST_BOXES = 500;
// Opens what is closed, from the top on, as long as the boxes can still be told apart.
const openLevel = () => {
  const closed = [];
  let boxes = 0;
  const order = [...ROOT.children].reverse();
  while (order.length) {
    const node = order.pop();
    if (STATE.open.has(node.id)) order.push(...[...node.children].reverse());
    else {
      boxes += 1;
      if (node.children.length) closed.push(node);
    }
  }
  const opened = closed.filter((node) => {
    const more = Math.min(node.children.length, CHILDREN);
    const fits = boxes + more <= MOST_BOXES;
    if (fits) {
      boxes += more;
      STATE.open.add(node.id);
    }
    return fits;
  });
  notice =
    opened.length < closed.length
      ? `${opened.length} of ${closed.length} boxes were opened: more than ${MOST_BOXES} can hardly be told apart. Open single ones with ▸.`
      : "";
  refresh();
  notice = "";
};
// Arrow keys walk over the boxes that are visible.
const walk = (event) => {
  const box = event.target.closest && event.target.closest(".box");
  if (!box || !["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"].includes(event.key)) return;
  const node = NODES.get(box.dataset.id);
  const all = [...event.currentTarget.querySelectorAll(".box")];
  const focusOn = (id) => {
    const found = document.querySelector(`.box[data-id="${CSS.escape(id)}"] > .head .label`);
    if (found) found.focus();
  };
  event.preventDefault();
  if (event.key === "ArrowRight" && node.children.length && !STATE.open.has(node.id)) {
    setOpen(node, true);
    focusOn(node.id);
  } else if (event.key === "ArrowLeft" && STATE.open.has(node.id)) {
    setOpen(node, false);
    focusOn(node.id);
  } else if (event.key === "ArrowLeft" && node.parent.id) focusOn(node.parent.id);
  else {
    const next = all[all.indexOf(box) + (event.key === "ArrowUp" || event.key === "ArrowLeft" ? -1 : 1)];
    if (next) focusOn(next.dataset.id);
  }
};
