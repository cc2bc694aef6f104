// The dependency structure matrix: rows use columns, in the order of the layers, so what leads upwards is below the diagonal.
// Of a large one a square is drawn at a time: which rows and which columns is the reader's choice.
const ROWS = 90;
const matrixView = () => {
  const level = STATE.matrix;
  const boxes = boxesAt(level);
  const places = new Map(boxes.map((node, place) => [node, place]));
  const last = Math.max(0, Math.ceil(boxes.length / ROWS) - 1);
  const firstOf = (key) => ROWS * Math.min(STATE[key], last);
  const window = (key) => boxes.slice(firstOf(key), firstOf(key) + ROWS).map((_, place) => firstOf(key) + place);
  const [rows, columns] = [window("rows"), window("columns")];
  const cells = new Map();
  for (const one of aggregated((module) => boxAt(module, level))) {
    const [from, to] = [places.get(one.from), places.get(one.to)];
    if (from === undefined || to === undefined) continue;
    const key = from * boxes.length + to;
    const cell = cells.get(key) || { count: 0, violations: 0, excepted: 0, arrows: [] };
    cell.count += one.count;
    cell.arrows.push(one);
    cell.violations += one.violations;
    cell.excepted += one.verdict === "excepted" ? one.count : 0;
    cells.set(key, cell);
  }
  const layerOf = (node) => pathOf(node)[0];
  const turn = (place) => place > 0 && layerOf(boxes[place]) !== layerOf(boxes[place - 1]);
  const cellOf = (row, column) => {
    if (row === column) return el("td", { class: "self" });
    const cell = cells.get(row * boxes.length + column);
    const judged = ![layerOf(boxes[row]).id, layerOf(boxes[column]).id].includes(NO_LAYER);
    const below = judged && column < row && layerOf(boxes[row]) !== layerOf(boxes[column]) ? "below" : "";
    if (!cell) return el("td", { class: below });
    const told = `${nameOf(boxes[row])} uses ${nameOf(boxes[column])}: ${cell.count}${cell.violations ? `, ${cell.violations} of them violations` : ""}`;
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
  const part = (key, what) =>
    last > 0 &&
    el(
      "label",
      {},
      `${what} `,
      el(
        "select",
        {
          "data-key": `matrix-${key}`,
          onchange: (event) => {
            STATE[key] = Number(event.target.value);
            refresh();
          },
        },
        Array.from({ length: last + 1 }, (_, at) =>
          option(String(at), `${at * ROWS + 1}–${Math.min(boxes.length, (at + 1) * ROWS)}`, String(firstOf(key) / ROWS)),
        ),
      ),
    );
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
                  STATE.rows = STATE.columns = 0;
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
          part("rows", "Rows"),
          part("columns", "Columns"),
          kindFilter(),
          verdictFilter(),
          journeyFilter(),
        ),
        el(
          "p",
          { class: "quiet" },
          "A row uses the columns in which it has numbers. What keeps to the layers is above the diagonal; hatched cells would lead upwards. ✗ marks violations; 1/2: one of two.",
          last > 0 &&
            ` ${boxes.length.toLocaleString("en")} boxes are too many for one sheet: Rows and Columns above choose which ${ROWS} of them are shown.`,
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
                columns.map((column) => el("th", { scope: "col", title: nameOf(boxes[column]) }, column + 1)),
              ),
            ),
            el(
              "tbody",
              {},
              rows.map((row) =>
                el(
                  "tr",
                  { class: turn(row) ? "turn" : "" },
                  el("th", { scope: "row", title: nameOf(boxes[row]) }, `${row + 1} ${nameOf(boxes[row])}`),
                  columns.map((column) => cellOf(row, column)),
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
