// Where the logic lives: shares against bands, roles, the centre of gravity, a treemap, and the functions to move.
const ROLE_HUES = {};
const hueOf = (name, names) => {
  if (!(name in ROLE_HUES)) ROLE_HUES[name] = HUES[names.indexOf(name) % 7];
  return `var(--${ROLE_HUES[name]})`;
};
const balanceView = () => {
  const balance = DATA.balance;
  const roles = [...new Set(balance.portions.flatMap((one) => Object.keys(one.roles).filter((role) => one.roles[role])))];
  const most = Math.max(...balance.portions.map((one) => Math.max(one.share, one.high || 0)), 0.05);
  const scale = (share) => `${(100 * share) / most}%`;
  const row = (one) => [
    el("div", { class: one.part ? "part" : "" }, one.part || el("strong", {}, one.layer)),
    el(
      "div",
      {
        class: `track${one.part ? " small" : ""}`,
        role: "img",
        "aria-label": `${one.part || one.layer} holds ${percent(one.share)}${one.low === null ? "" : `, band ${percent(one.low)} to ${percent(one.high)}`}`,
      },
      one.low !== null &&
        el("span", {
          class: "band",
          style: `left:${scale(one.low)};width:${scale(one.high - one.low)}`,
          title: `band ${percent(one.low)} to ${percent(one.high)}`,
        }),
      el("span", { class: "share", style: `width:${scale(one.share)}` }, one.logic > 0 && roleShares(one, roles)),
    ),
    el(
      "div",
      { class: "number" },
      percent(one.share),
      el("span", { class: "quiet" }, ` ${one.logic.toLocaleString("en")} in ${counted(one.units, "function")}`),
    ),
    el(
      "div",
      {},
      one.low !== null
        ? el("span", { class: `mark ${one.standing}` }, `${one.standing} ${percent(one.low)}–${percent(one.high)}`)
        : "",
    ),
  ];
  const parts = [
    el(
      "section",
      { class: "sheet" },
      el("h2", {}, `${balance.logic.toLocaleString("en")} ${balance.measure} in all layers`),
      el(
        "p",
        { class: "quiet" },
        `The longer a bar, the more of the logic${balance.portions.some((one) => one.low !== null) ? "; the shaded stretch is the declared band" : ""}. Colours are what functions are for.`,
      ),
      el(
        "p",
        {},
        roles.map((role) => [el("span", { class: "swatch", style: `background:${hueOf(role, roles)}` }), `${role} \u2003`]),
      ),
      el("div", { class: "weights" }, balance.portions.map(row)),
      balance.centre !== null &&
        el(
          "p",
          { style: "margin-top:1rem" },
          el("strong", {}, "Centre of gravity: "),
          `${Math.round(100 * balance.centre)} % of the way from the top layer to the bottom one.`,
        ),
      balance.centre !== null && gauge(balance.centre),
    ),
  ];
  parts.push(
    el(
      "section",
      { class: "sheet" },
      el("h2", {}, "Where the logic is"),
      el(
        "p",
        { class: "quiet" },
        "Each area is a module, or several small ones of a folder, as large as its logic; a press shows it in the map. Colours are layers.",
      ),
      treemap(),
    ),
  );
  if (balance.moves.length)
    parts.push(
      el(
        "section",
        { class: "sheet wide" },
        el("h2", {}, `${counted(balance.moves.length, "move")} would bring every layer into its band`),
        unitTable(
          ["From", "To"],
          balance.moves.map(([name, at, logic, from, to]) => [name, at, logic, from, to]),
        ),
      ),
    );
  parts.push(
    el(
      "section",
      { class: "sheet wide" },
      el("h2", {}, "The functions that hold most"),
      unitTable(
        ["Where"],
        balance.portions
          .filter((one) => !one.part)
          .flatMap((one) => one.heaviest.map(([name, at, logic]) => [name, at, logic, one.layer])),
      ),
    ),
  );
  return parts;
};
const roleShares = (one, roles) => {
  const shown = roles.filter((role) => one.roles[role]);
  if (!shown.length) return el("i", { style: "width:100%;background:var(--one)" });
  return shown.map((role) =>
    el("i", {
      style: `width:${(100 * one.roles[role]) / one.logic}%;background:${hueOf(role, roles)}`,
      title: `${role}: ${one.roles[role]}`,
    }),
  );
};
const gauge = (centre) =>
  svg(
    "svg",
    {
      viewBox: "0 0 400 26",
      role: "img",
      "aria-label": `centre of gravity ${Math.round(100 * centre)} %`,
      style: "width:100%;max-width:32rem",
    },
    svg("line", { x1: 34, x2: 346, y1: 12, y2: 12, stroke: "var(--edge)", "stroke-width": 2 }),
    svg("circle", { cx: 34 + 312 * centre, cy: 12, r: 7, fill: "var(--accent)" }),
    svg("text", { x: 0, y: 16, fill: "currentColor", "font-size": 12 }, "top"),
    svg("text", { x: 354, y: 16, fill: "currentColor", "font-size": 12 }, "bottom"),
  );
const unitTable = (names, rows) =>
  el(
    "table",
    { class: "cards" },
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        el("th", { scope: "col" }, "Function"),
        el("th", { scope: "col" }, "File"),
        el("th", { scope: "col", class: "number" }, "Logic"),
        names.map((name) => el("th", { scope: "col" }, name)),
      ),
    ),
    el(
      "tbody",
      {},
      rows.map(([name, at, logic, ...rest]) =>
        el(
          "tr",
          {},
          el("td", {}, el("code", {}, name)),
          el("td", { class: "at", "data-label": "File" }, at),
          el("td", { class: "number", "data-label": "Logic" }, logic),
          rest.map((one, place) => el("td", { "data-label": names[place] }, one)),
        ),
      ),
    ),
  );

// Squarified treemap (Bruls, Huizing and van Wijk, 2000): rows are laid along the shorter side while that makes areas squarer.
const squarified = (items, box) => {
  const placed = [];
  let { x, y, width, height } = box;
  let rest = items.filter((item) => item.size > 0).sort((one, other) => other.size - one.size);
  const total = rest.reduce((sum, item) => sum + item.size, 0);
  const scale = total ? (width * height) / total : 0;
  while (rest.length) {
    const side = Math.min(width, height);
    let row = [rest[0]];
    let sum = rest[0].size * scale;
    const worst = (large, small, area) =>
      Math.max((side * side * large * scale) / (area * area), (area * area) / (side * side * small * scale));
    let ratio = worst(rest[0].size, rest[0].size, sum);
    for (let place = 1; place < rest.length; place += 1) {
      const next = sum + rest[place].size * scale;
      const changed = worst(rest[0].size, rest[place].size, next);
      if (changed > ratio) break;
      ratio = changed;
      sum = next;
      row.push(rest[place]);
    }
    const thick = side ? sum / side : 0;
    let along = 0;
    for (const item of row) {
      const long = sum ? (side * item.size * scale) / sum : 0;
      placed.push(
        width >= height
          ? { item, x, y: y + along, width: thick, height: long }
          : { item, x: x + along, y, width: long, height: thick },
      );
      along += long;
    }
    if (width >= height) {
      x += thick;
      width -= thick;
    } else {
      y += thick;
      height -= thick;
    }
    rest = rest.slice(row.length);
  }
  return placed;
};
const FINEST = 1 / 400;
const treemap = () => {
  const cells = el("div", {
    class: "treemap",
    role: "img",
    "aria-label": "Treemap of the logic; the tables below and the map tell the same",
  });
  const layers = ROOT.children.filter((layer) => layer.logic > 0);
  const fair = ROOT.logic * FINEST;
  const cell = (node, told, placed, hue) =>
    cells.append(
      el(
        "div",
        {
          class: "cell",
          title: told,
          onclick: () => show(node),
          style: `left:${placed.x}%;top:${placed.y}%;width:${placed.width}%;height:${placed.height}%;background:${hue}`,
        },
        placed.width > 5 && placed.height > 3 ? told.split(": ")[0].split("/").pop() : "",
      ),
    );
  const fillArea = (node, box, hue) => {
    const large = node.children.filter((child) => child.logic >= fair);
    const small = node.children.filter((child) => child.logic > 0 && child.logic < fair);
    const rest = { node, small, size: small.reduce((sum, child) => sum + child.logic, 0) };
    for (const placed of squarified(
      [...large.map((child) => ({ node: child, size: child.logic })), ...(small.length ? [rest] : [])],
      box,
    )) {
      const { node: child, small: several } = placed.item;
      if (several)
        cell(
          several.length === 1 ? several[0] : child,
          `${several.length === 1 ? nameOf(several[0]) : `${several.length} small ones in ${nameOf(child)}`}: ${placed.item.size}`,
          placed,
          hue,
        );
      else if (child.children.length) fillArea(child, placed, hue);
      else cell(child, `${nameOf(child)}: ${child.logic}`, placed, hue);
    }
  };
  for (const placed of squarified(
    layers.map((node) => ({ node, size: node.logic })),
    { x: 0, y: 0, width: 100, height: 100 },
  )) {
    fillArea(placed.item.node, placed, layerHue(placed.item.node));
  }
  return [
    el(
      "p",
      {},
      layers.map((layer) => [
        el("span", { class: "swatch", style: `background:${layerHue(layer)}` }),
        `${layer.title} \u2003`,
      ]),
    ),
    cells,
  ];
};
