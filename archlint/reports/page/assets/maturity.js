// How mature the system is: a radar of today and the target, a ladder of levels, and every criterion with what shows it.
const LEVEL_NAMES = ["low", "medium", "high"];
const rankOf = (level) => LEVEL_NAMES.indexOf(level) + 1;
const STATE_MARKS = { met: "✓", missed: "✗", stale: "?", unanswered: "?", "not visible": "·" };

const radar = (domains) => {
  const [width, height, radius] = [560, 380, 130];
  const [x, y] = [width / 2, height / 2];
  const at = (index, rank) => {
    const angle = (2 * Math.PI * index) / domains.length - Math.PI / 2;
    return [x + (radius * rank * Math.cos(angle)) / 3, y + (radius * rank * Math.sin(angle)) / 3];
  };
  const shape = (ranks) => ranks.map((rank, index) => at(index, rank).map((one) => one.toFixed(1)).join(",")).join(" ");
  const now = domains.map((one) => rankOf(one.level));
  const aim = domains.map((one) => Math.max(rankOf(one.level), rankOf(one.target)));
  const said = domains
    .map((one) => `${one.title}: ${one.level || "below low"}${one.target ? `, target ${one.target}` : ""}`)
    .join("; ");
  return svg(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": said, style: "max-width:36rem;width:100%" },
    [1, 2, 3].map((rank) =>
      svg("polygon", { points: shape(domains.map(() => rank)), style: "fill:none;stroke:var(--line);stroke-width:1" }),
    ),
    domains.map((_, index) => {
      const [ex, ey] = at(index, 3);
      return svg("line", { x1: x, y1: y, x2: ex, y2: ey, style: "stroke:var(--line);stroke-width:1" });
    }),
    LEVEL_NAMES.map((name, index) =>
      svg(
        "text",
        { x: x + 5, y: y - (radius * (index + 1)) / 3 - 3, style: "fill:currentColor;font-size:11px;opacity:.75" },
        name,
      ),
    ),
    domains.some((one) => one.target) &&
      svg("polygon", {
        points: shape(aim),
        style: "fill:none;stroke:var(--two);stroke-width:2;stroke-dasharray:6 4",
      }),
    svg("polygon", { points: shape(now), style: "fill:var(--three);fill-opacity:.35;stroke:var(--three);stroke-width:2" }),
    domains.map((one, index) => {
      const [px, py] = at(index, now[index]);
      return svg("circle", { cx: px, cy: py, r: 4, style: "fill:var(--three)" });
    }),
    domains.map((one, index) => {
      const [tx, ty] = at(index, Math.abs(at(index, 1)[0] - x) < 4 ? 3.75 : 3.45);
      const anchor = Math.abs(tx - x) < 12 ? "middle" : tx > x ? "start" : "end";
      return svg(
        "text",
        { x: tx, y: ty + 4, "text-anchor": anchor, style: "fill:currentColor;font-size:13px" },
        one.title,
      );
    }),
  );
};

const ladder = (domains) => {
  const [left, top, rung, gap, head] = [64, 8, 46, 8, 40];
  const column = 116;
  const width = left + domains.length * column;
  const height = top + 3 * (rung + gap) + head;
  const step = (one, index, level) => {
    const row = 2 - LEVEL_NAMES.indexOf(level);
    const own = one.criteria.filter((criterion) => criterion.level === level);
    const met = own.filter((criterion) => criterion.state === "met").length;
    const reached = rankOf(level) <= rankOf(one.level);
    const aimed = rankOf(level) <= rankOf(one.target);
    const style = reached
      ? "fill:var(--three);fill-opacity:.35;stroke:var(--three);stroke-width:2"
      : `fill:none;stroke:${aimed ? "var(--two)" : "var(--line)"};stroke-width:${aimed ? 2 : 1}${aimed ? ";stroke-dasharray:6 4" : ""}`;
    const [x, y] = [left + index * column, top + row * (rung + gap)];
    return [
      svg("rect", { x, y, width: column - gap, height: rung, rx: 4, style }),
      svg(
        "text",
        {
          x: x + (column - gap) / 2,
          y: y + rung / 2 + 5,
          "text-anchor": "middle",
          style: "fill:currentColor;font-size:13px",
        },
        `${met} of ${own.length} met`,
      ),
    ];
  };
  const words = (title) => {
    const at = title.indexOf(" ", 8);
    return at > 0 ? [title.slice(0, at), title.slice(at + 1)] : [title];
  };
  return svg(
    "svg",
    {
      viewBox: `0 0 ${width} ${height}`,
      role: "img",
      "aria-label": domains.map((one) => `${one.title} ${one.level || "below low"}`).join("; "),
      style: "max-width:48rem;width:100%",
    },
    LEVEL_NAMES.map((level) =>
      svg(
        "text",
        {
          x: 0,
          y: top + (2 - LEVEL_NAMES.indexOf(level)) * (rung + gap) + rung / 2 + 5,
          style: "fill:currentColor;font-size:13px",
        },
        level,
      ),
    ),
    domains.map((one, index) => [
      LEVEL_NAMES.map((level) => step(one, index, level)),
      words(one.title).map((word, line) =>
        svg(
          "text",
          {
            x: left + index * column + (column - gap) / 2,
            y: top + 3 * (rung + gap) + 16 + 15 * line,
            "text-anchor": "middle",
            style: "fill:currentColor;font-size:13px",
          },
          word,
        ),
      ),
    ]),
  );
};

const criterionRow = (one) =>
  el(
    "li",
    {},
    el("span", { "aria-hidden": "true" }, `${STATE_MARKS[one.state]} `),
    el("strong", {}, one.state),
    `: ${one.says}`,
    one.cite && el("span", { class: "quiet" }, ` ${one.cite}`),
    el("div", { class: "quiet" }, one.why),
    one.places.length > 0 && el("ul", { class: "places" }, one.places.map(placeLink)),
    one.more > 0 && el("div", { class: "quiet" }, `and ${one.more.toLocaleString("en")} more`),
    one.state !== "met" && one.instead && el("div", {}, `Next: ${one.instead}`),
  );
const folded = (title, told, criteria) =>
  el(
    "details",
    { class: "finding" },
    el("summary", {}, el("strong", {}, title), el("span", { class: "quiet" }, ` ${told}`)),
    el("ul", { class: "criteria" }, criteria.map(criterionRow)),
  );
const maturityView = () => {
  const { domains, standards, drivers, warnings, notes } = DATA.maturity;
  return [
    el(
      "section",
      { class: "sheet wide" },
      el("h2", {}, DATA.maturity.headline),
      warnings.length > 0 &&
        el(
          "ul",
          {},
          warnings.map((told) => el("li", {}, el("strong", {}, "Warning: "), told)),
        ),
      el("p", {}, "Filled: reached, with a place or an answer that shows it.", domains.some((one) => one.target) && " Dashed: the target."),
      radar(domains),
      el("h3", {}, "Level by level"),
      ladder(domains),
      notes.map((told) => el("p", { class: "quiet" }, told)),
    ),
    drivers.length > 0 &&
      el(
        "section",
        { class: "sheet" },
        el("h2", {}, "Business drivers"),
        el(
          "table",
          { class: "cards" },
          el("thead", {}, el("tr", {}, ["Driver", "Weight", "Served by"].map((name) => el("th", { scope: "col", class: name === "Weight" ? "number" : null }, name)))),
          el(
            "tbody",
            {},
            drivers.map(([name, weight, serves]) =>
              el(
                "tr",
                {},
                el("td", {}, name),
                el("td", { class: "number", "data-label": "Weight" }, percent(weight)),
                el("td", { "data-label": "Served by" }, serves),
              ),
            ),
          ),
        ),
      ),
    el(
      "section",
      { class: "sheet wide" },
      el("h2", {}, "Capabilities and enablers"),
      domains.map((one) =>
        folded(
          one.title,
          `${one.level || "below low"}${one.target ? `, target ${one.target}` : ""} · ${one.tally}`,
          one.criteria,
        ),
      ),
    ),
    el(
      "section",
      { class: "sheet wide" },
      el("h2", {}, "Standards"),
      standards.map((one) => folded(one.title, one.tally, one.criteria)),
    ),
  ];
};
