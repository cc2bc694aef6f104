// The panel beside the map and the matrix: what a box depends on and who uses it, or the evidence of arrows.
const fillBoxPanel = (panel, node) => {
  const outer = (leaf) => visibleOf(leaf);
  const inside = new Set(node.modules);
  const sides = { uses: new Map(), used: new Map() };
  for (const one of aggregated((leaf) => (inside.has(leaf.modules[0]) ? node : outer(leaf)))) {
    const [side, other] = one.from === node ? ["uses", one.to] : one.to === node ? ["used", one.from] : [null, null];
    if (!side) continue;
    sides[side].set(other, [...(sides[side].get(other) || []), one]);
  }
  const findings = DATA.findings.filter(
    (one) => one.source !== undefined && inside.has(one.source) && one.state === "open",
  ).length;
  const list = (title, map) => [
    el("h3", {}, `${title} (${map.size})`),
    el(
      "ul",
      {},
      [...map]
        .sort((one, other) => sum(other[1]) - sum(one[1]))
        .slice(0, 100)
        .map(([other, arrows]) =>
          el(
            "li",
            {},
            el(
              "button",
              {
                type: "button",
                onclick: () =>
                  fillPanel(panel, arrows, () => {
                    clear(panel);
                    fillBoxPanel(panel, node);
                  }),
              },
              arrows.some((one) => one.violations) && "✗ ",
              nameOf(other),
              " ",
              el("span", { class: "quiet" }, arrows.map((one) => `${weighed(one)} ${KIND_TOLD[one.kind]}`).join(", ")),
            ),
          ),
        ),
    ),
  ];
  const sum = (arrows) => arrows.reduce((total, one) => total + one.violations * 1e6 + one.count, 0);
  panel.append(
    el("h2", {}, node.title),
    el(
      "p",
      { class: "quiet" },
      `${node.level}${node.level === "module" ? ` · ${node.path}` : ` · ${nameOf(node)} · ${counted(node.modules.length, "module")}`}${node.logic ? ` · ${node.logic.toLocaleString("en")} ${DATA.balance ? DATA.balance.measure : "logic"}` : ""}`,
    ),
    el(
      "p",
      {},
      node.children.length > 0 &&
        el(
          "button",
          { type: "button", onclick: () => setOpen(node, !STATE.open.has(node.id)) },
          STATE.open.has(node.id) ? "Close" : "Look inside",
        ),
      " ",
      findings > 0 && node.level === "module"
        ? el(
            "button",
            {
              type: "button",
              onclick: () => {
                STATE.words = node.path;
                STATE.check = "";
                go("findings");
              },
            },
            counted(findings, "open finding"),
          )
        : el("span", { class: "quiet" }, findings ? counted(findings, "open finding") : ""),
    ),
    ...list("Depends on", sides.uses),
    ...list("Used by", sides.used),
  );
};
const EVIDENCE = 100;
const fillPanel = (panel, arrows, back) => {
  clear(panel);
  if (back) panel.append(el("p", {}, el("button", { type: "button", onclick: back }, "← back")));
  if (!arrows.length) {
    panel.append(el("p", {}, "What the link selects is not visible with these filters."));
    return;
  }
  const edges = arrows
    .flatMap((one) => one.edges)
    .map(edge)
    .sort(
      (one, other) =>
        (DATA.verdicts[other.verdict] === "violation") - (DATA.verdicts[one.verdict] === "violation") ||
        one.importer - other.importer ||
        one.imported - other.imported,
    );
  panel.append(
    el("h2", {}, `${nameOf(arrows[0].from)} → ${nameOf(arrows[0].to)}`),
    el("p", { class: "quiet" }, arrows.map((one) => `${one.count} × ${KIND_MEANS[one.kind]}`).join(", ")),
  );
  const list = el("ul", { class: "evidence" });
  const more = el("p", {});
  const add = (from) => {
    edges.slice(from, from + EVIDENCE).forEach((one) => list.append(evidence(one)));
    clear(more);
    if (edges.length > from + EVIDENCE)
      more.append(
        el(
          "button",
          { type: "button", onclick: () => add(from + EVIDENCE) },
          `Show ${Math.min(EVIDENCE, edges.length - from - EVIDENCE)} more`,
        ),
      );
  };
  add(0);
  panel.append(list, more);
};
const evidence = (one) => {
  const verdict = DATA.verdicts[one.verdict];
  const reasons =
    verdict === "violation"
      ? DATA.findings.filter((finding) => finding.source === one.importer && finding.goal === one.imported)
      : [];
  return el(
    "li",
    {},
    el("div", { class: "at" }, `${DATA.modules[one.importer][0]}:${one.line}`),
    el("div", { class: "at quiet" }, `→ ${DATA.modules[one.imported][0]}`),
    el(
      "div",
      { class: "quiet" },
      `${KIND_MEANS[DATA.kinds[one.kind]]}${one.sites > 1 ? `, ${one.sites} places` : ""} · `,
      el("span", { class: `mark ${verdict === "violation" ? "error" : "plain"}` }, verdict),
    ),
    reasons
      .slice(0, 3)
      .map((finding) => el("div", {}, el("strong", {}, `${finding.check}: `), finding.instead || finding.message)),
  );
};
