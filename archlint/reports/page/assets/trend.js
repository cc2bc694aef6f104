// Earlier analyses beside today's: small line charts, and the same numbers as a table.
const trendView = () => {
  const points = DATA.trend;
  const layers = Object.keys(points[points.length - 1].shares);
  const gone = [...new Set(points.flatMap((point) => Object.keys(point.shares)))].filter((layer) => !layers.includes(layer));
  const charts = [
    [
      "Findings",
      [
        ["open", points.map((point) => point.open)],
        ["accepted for now", points.map((point) => point.accepted)],
      ],
      (value) => value.toLocaleString("en"),
    ],
    [
      "Dependencies that break the layering",
      [["violations", points.map((point) => point.violations)]],
      (value) => value.toLocaleString("en"),
    ],
    ["Modules", [["modules", points.map((point) => point.modules)]], (value) => value.toLocaleString("en")],
  ];
  if (layers.length)
    charts.push([
      "Share of the logic",
      layers.map((layer) => [layer, points.map((point) => point.shares[layer] || 0)]),
      percent,
    ]);
  return [
    el(
      "section",
      { class: "sheet" },
      el("h2", {}, "The trend"),
      el(
        "div",
        { class: "charts" },
        charts.map(([title, lines, told]) => chart(title, lines, told)),
      ),
      gone.length > 0 &&
        el("p", { class: "quiet" }, `Earlier analyses had other layers, whose logic is not drawn: ${gone.join(", ")}.`),
    ),
    el(
      "section",
      { class: "sheet wide" },
      el(
        "table",
        {},
        el(
          "thead",
          {},
          el(
            "tr",
            {},
            ["When", "Modules", "Dependencies", "Violations", "Open findings", "Accepted"].map((name, place) =>
              el("th", { scope: "col", class: place ? "number" : null }, name),
            ),
          ),
        ),
        el(
          "tbody",
          {},
          points.map((point) =>
            el(
              "tr",
              {},
              el("th", { scope: "row" }, point.label),
              ["modules", "dependencies", "violations", "open", "accepted"].map((key) =>
                el("td", { class: "number" }, point[key].toLocaleString("en")),
              ),
            ),
          ),
        ),
      ),
    ),
  ];
};
const HUES = ["one", "two", "three", "four", "five", "six", "seven"];
const DASHES = ["", "6 3", "2 3", "9 3 2 3", "1 5", "12 4", "4 4"];
const chart = (title, lines, told) => {
  const endOf = ([name, values]) => `${told(values[values.length - 1])} ${lines.length > 1 ? name : ""}`.trim();
  const longest = Math.max(...lines.map((line) => endOf(line).length));
  const [width, height, left, top, bottom] = [360, 180, 8, 14, 24];
  const right = Math.min(200, 16 + 6.6 * longest);
  const most = Math.max(...lines.flatMap(([, values]) => values)) || 1;
  const count = lines[0][1].length;
  const x = (place) => left + (count < 2 ? 0 : (place * (width - left - right)) / (count - 1));
  const y = (value) => height - bottom - ((height - top - bottom) * value) / most;
  let above = height;
  const ends = lines
    .map((line) => ({ told: endOf(line), last: line[1][line[1].length - 1] }))
    .sort((one, other) => one.last - other.last);
  ends.forEach((end) => {
    end.y = Math.min(y(end.last) + 4, above - 13);
    above = end.y;
  });
  const hidden = Math.max(0, 10 - above);
  ends.forEach((end) => (end.y += hidden));
  const drawn = lines.map(([, values], place) =>
    svg(
      "g",
      { stroke: `var(--${HUES[place % 7]})`, fill: "none" },
      svg("polyline", {
        points: values.map((value, at) => `${x(at)},${y(value)}`).join(" "),
        "stroke-width": 2.5,
        "stroke-dasharray": DASHES[place % 7],
      }),
      values.map((value, at) =>
        svg(
          "circle",
          { cx: x(at), cy: y(value), r: 3, fill: `var(--${HUES[place % 7]})` },
          svg("title", {}, `${DATA.trend[at].label}: ${told(value)}`),
        ),
      ),
    ),
  );
  return el(
    "figure",
    {},
    el("figcaption", {}, title),
    svg(
      "svg",
      {
        viewBox: `0 0 ${width} ${height}`,
        role: "img",
        "aria-label": `${title}: ${lines.map(([name, values]) => `${name} ${values.map(told).join(", ")}`).join("; ")}`,
      },
      svg("line", { x1: left, x2: width - right, y1: y(0), y2: y(0), stroke: "var(--line)" }),
      drawn,
      ends.map((end) =>
        svg(
          "text",
          { x: width - right + 8, y: end.y },
          end.told.length > 28 ? `${end.told.slice(0, 27)}…` : end.told,
          svg("title", {}, end.told),
        ),
      ),
      svg("text", { x: left, y: height - 6 }, DATA.trend[0].label.slice(0, 24)),
      svg("text", { x: x(count - 1), y: height - 6, "text-anchor": "end" }, "now"),
    ),
  );
};
