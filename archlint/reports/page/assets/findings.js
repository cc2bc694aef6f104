// Findings as a list: grouped, filtered, searched, each with why and what to do.
const PAGE_SIZE = 150;
let findingsShown = PAGE_SIZE;
const GROUPS = {
  check: ["check", (one) => one.check],
  between: ["layers", (one) => (one.imported ? `${one.importer} → ${one.imported}` : one.importer || "(the project)")],
  file: ["file", (one) => one.at.replace(/:\d+$/, "") || "(the project)"],
  severity: ["severity", (one) => one.severity],
};
const matchesWords = (text, words) =>
  words
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => text.includes(word));
const textOf = (one) => {
  if (one.text === undefined)
    one.text = [one.check, one.message, one.at, one.target || "", one.importer || "", one.imported || "", one.instead || ""]
      .join(" ")
      .toLowerCase();
  return one.text;
};
const findingsChosen = () =>
  DATA.findings.filter(
    (one) =>
      (!STATE.check || one.check === STATE.check) &&
      (!STATE.severity || one.severity === STATE.severity) &&
      (STATE.state === "all" || (STATE.state === "open") === (one.state === "open")) &&
      matchesWords(textOf(one), STATE.words),
  );
const option = (value, told, chosen) => el("option", { value, selected: value === chosen }, told);
const chooser = (label, key, choices) =>
  el(
    "label",
    {},
    label,
    el(
      "select",
      {
        "data-key": key,
        onchange: (event) => {
          STATE[key] = event.target.value;
          findingsShown = PAGE_SIZE;
          refresh();
        },
      },
      choices.map(([value, told]) => option(value, told, STATE[key])),
    ),
  );

const findingsView = () => {
  const checks = [...new Set(DATA.findings.map((one) => one.check))].sort();
  const list = el("div", { id: "finding-list", "aria-live": "polite" });
  const words = el("input", {
    type: "search",
    value: STATE.words,
    placeholder: "words",
    oninput: (event) => {
      STATE.words = event.target.value;
      findingsShown = PAGE_SIZE;
      remember();
      listFindings(list);
    },
  });
  listFindings(list);
  return [
    el(
      "section",
      { class: "sheet" },
      el(
        "div",
        { class: "bar-tools" },
        chooser(
          "Group by",
          "group",
          Object.entries(GROUPS).map(([key, [told]]) => [key, told]),
        ),
        chooser("Check", "check", [["", "all"], ...checks.map((name) => [name, name])]),
        chooser("Severity", "severity", [
          ["", "all"],
          ...[...new Set(DATA.findings.map((one) => one.severity))].sort().map((name) => [name, name]),
        ]),
        chooser("State", "state", [
          ["open", "open"],
          ["accepted", "accepted (exceptions, baseline)"],
          ["all", "all"],
        ]),
        el("label", {}, "With the words", words),
      ),
      list,
    ),
  ];
};
const errorsIn = (members) => members.filter((one) => one.severity === "error").length;
const worstFirst = ([name, members], [other, others]) =>
  errorsIn(others) - errorsIn(members) || others.length - members.length || (name < other ? -1 : 1);
const listFindings = (list) => {
  const chosen = findingsChosen();
  const groups = new Map();
  const key = (GROUPS[STATE.group] || GROUPS.check)[1];
  for (const one of chosen) {
    const name = key(one);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(one);
  }
  const hidden = DATA.hidden_findings
    ? ` ${counted(DATA.hidden_findings, "more finding")} are not in this file; 'archlint check' tells all.`
    : "";
  clear(list).append(
    el(
      "p",
      {},
      el("strong", {}, counted(chosen.length, "finding")),
      ` of ${DATA.findings.length.toLocaleString("en")} in ${counted(groups.size, "group")}.${hidden}`,
    ),
  );
  let left = findingsShown;
  for (const [name, members] of [...groups].sort(worstFirst)) {
    if (left <= 0) break;
    list.append(
      el("h2", { class: "group" }, `${name} `, el("span", { class: "quiet" }, `(${members.length.toLocaleString("en")})`)),
    );
    if (STATE.group === "check" && DATA.checks[name]) list.append(el("p", { class: "quiet" }, DATA.checks[name]));
    members.slice(0, left).forEach((one) => list.append(findingRow(one)));
    left -= members.length;
  }
  if (chosen.length > findingsShown)
    list.append(
      el(
        "button",
        {
          type: "button",
          onclick: () => {
            findingsShown += PAGE_SIZE;
            listFindings(list);
          },
        },
        `Show ${Math.min(PAGE_SIZE, chosen.length - findingsShown)} more`,
      ),
    );
  if (!chosen.length)
    list.append(el("p", {}, DATA.findings.length ? "No finding is left by these filters." : "There are no findings."));
};
const findingRow = (one) =>
  el(
    "details",
    { class: "finding" },
    el(
      "summary",
      {},
      el(
        "span",
        { class: `mark ${one.state === "open" ? one.severity : "plain"}` },
        one.state === "open" ? one.severity : one.state,
      ),
      " ",
      one.message,
      " ",
      el("span", { class: "at quiet" }, one.at),
    ),
    el(
      "dl",
      {},
      STATE.group !== "check" && [el("dt", {}, "check"), el("dd", {}, one.check)],
      one.at && [el("dt", {}, "at"), el("dd", { class: "at" }, one.at)],
      one.target && [el("dt", {}, "leads to"), el("dd", { class: "at" }, one.target)],
      one.because && [el("dt", {}, "because"), el("dd", {}, one.because)],
      one.instead && [el("dt", {}, "instead"), el("dd", {}, one.instead)],
      one.accepted && [el("dt", {}, "accepted"), el("dd", {}, one.accepted)],
      (one.chain || []).length > 0 && [
        el("dt", {}, "way"),
        el(
          "dd",
          {},
          el(
            "ol",
            {},
            one.chain.map((hop) => el("li", { class: "at" }, hop)),
          ),
        ),
      ],
    ),
    one.source !== undefined &&
      one.source >= 0 &&
      el("p", {}, el("button", { type: "button", onclick: () => show(LEAF[one.source]) }, "Show in the map")),
  );
