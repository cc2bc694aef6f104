// The dependency structure matrix: rows use columns, in the order of the layers, so what leads upwards is below the diagonal.
const ROWS = 90;
const matrixView = () => {
  const level = STATE.matrix;
  const boxes = boxesAt(level);
  const shown = boxes.slice(0, ROWS);
  const places = new Map(shown.map((node, place) => [node, place]));
  const cells = new Map();
  for (const one of aggregated((module) => boxAt(module, level))) {
    const [from, to] = [places.get(one.from), places.get(one.to)];
    if (from === undefined || to === undefined) continue;
    const key = from * ROWS + to;
    const cell = cells.get(key) || { count: 0, violations: 0, excepted: 0, arrows: [] };
    cell.count += one.count;
    cell.arrows.push(one);
    cell.violations += one.violations;
    cell.excepted += one.verdict === "excepted" ? one.count : 0;
    cells.set(key, cell);
  }
  const layerOf = (node) => pathOf(node)[0];
  const turn = (place) => place > 0 && layerOf(shown[place]) !== layerOf(shown[place - 1]);
  const cellOf = (row, column) => {
    if (row === column) return el("td", { class: "self" });
    const cell = cells.get(row * ROWS + column);
    const judged = ![layerOf(shown[row]).id, layerOf(shown[column]).id].includes(NO_LAYER);
    const below = judged && column < row && layerOf(shown[row]) !== layerOf(shown[column]) ? "below" : "";
    if (!cell) return el("td", { class: below });
    const told = `${nameOf(shown[row])} uses ${nameOf(shown[column])}: ${cell.count}${cell.violations ? `, ${cell.violations} of them violations` : ""}`;
    return el(
      "td",
      { class: cell.violations ? "violation" : cell.excepted ? "excepted" : "" },
      el(
        "button",
        { type: "button", title: told, "aria-label": told, onclick: () => fillPanel(panel, cell.arrows) },
        cell.violations ? `✗${shareOf(cell)}` : cell.count.toLocaleString("en"),
      ),
    );
  };
  const panel = el(
    "aside",
    { class: "sheet panel", "aria-live": "polite" },
    el("p", { class: "quiet" }, "Press a number to see the dependencies behind it."),
  );
  const cut = boxes.length - shown.length;
  return [
    el(
      "div",
      { class: "with-panel" },
      el(
        "section",
        { class: "sheet" },
        el(
          "div",
          { class: "bar-tools" },
          el(
            "label",
            {},
            "Boxes are ",
            el(
              "select",
              {
                "data-key": "matrix",
                onchange: (event) => {
                  STATE.matrix = event.target.value;
                  refresh();
                },
              },
              [
                ["layer", "layers"],
                ["part", "parts"],
                ["package", "folders"],
                ["map", "as opened in the map"],
              ].map(([value, told]) => option(value, told, level)),
            ),
          ),
          kindFilter(),
          verdictFilter(),
          journeyFilter(),
        ),
        el(
          "p",
          { class: "quiet" },
          "A row uses the columns in which it has numbers. What keeps to the layers is above the diagonal; hatched cells would lead upwards. ✗ marks violations; 1/2: one of two.",
          cut > 0 && ` ${cut} boxes are left out; choose coarser ones.`,
        ),
        el(
          "div",
          { class: "wide", tabindex: "0", role: "region", "aria-label": "Dependency structure matrix" },
          el(
            "table",
            { class: "dsm" },
            el(
              "thead",
              {},
              el(
                "tr",
                {},
                el("td", {}),
                shown.map((node, place) => el("th", { scope: "col", title: nameOf(node) }, place + 1)),
              ),
            ),
            el(
              "tbody",
              {},
              shown.map((node, row) =>
                el(
                  "tr",
                  { class: turn(row) ? "turn" : "" },
                  el("th", { scope: "row", title: nameOf(node) }, `${row + 1} ${nameOf(node)}`),
                  shown.map((_, column) => cellOf(row, column)),
                ),
              ),
            ),
          ),
        ),
      ),
      panel,
    ),
  ];
};
const shareOf = ({ violations, count }) =>
  violations === count ? count.toLocaleString("en") : `${violations.toLocaleString("en")}/${count.toLocaleString("en")}`;
const boxAt = (leaf, level) => {
  if (level === "map") return visibleOf(leaf);
  const path = pathOf(leaf);
  if (level === "layer") return path[0];
  if (level === "part") return path[1] && path[1].level === "part" ? path[1] : path[0];
  const folder = path.findIndex((node) => node.level === "package");
  return folder < 0 ? path[path.length - 1] : path[folder];
};
const boxesAt = (level) => {
  const found = new Set();
  const order = [...ROOT.children].reverse();
  const all = [];
  while (order.length) {
    const node = order.pop();
    if (node.level === "module") all.push(node);
    order.push(...[...node.children].reverse());
  }
  all.forEach((leaf) => found.add(boxAt(leaf, level)));
  return [...found];
};
