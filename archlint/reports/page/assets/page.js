// The page around the sections: tabs, search, theme, links that restore a view, and printing.
const TABS = [
  ["summary", "Summary", summaryView, true],
  ["steering", "Where to start", steeringView, DATA.steering.length > 0],
  ["map", "Map", mapView, DATA.modules.length > 0],
  ["balance", "Balance", balanceView, DATA.balance !== null],
  ["matrix", "Matrix", matrixView, EDGE_COUNT > 0],
  [
    "findings",
    `Findings (${(DATA.findings.filter((one) => one.state === "open").length + DATA.hidden_findings).toLocaleString("en")})`,
    findingsView,
    true,
  ],
  ["operations", "Operations", operationsView, DATA.operations.length > 0],
  ["journeys", "Journeys", journeysView, DATA.journeys.length > 0],
  ["maturity", "Maturity", maturityView, DATA.maturity !== null],
  ["trend", "Trend", trendView, DATA.trend.length > 1],
].filter(([, , , there]) => there);
const main = document.getElementById("content");
const tabs = document.getElementById("tabs");
let onResize = () => {};

const refresh = () => {
  if (!TABS.some(([name]) => name === STATE.tab)) STATE.tab = "summary";
  const active = document.activeElement;
  const key = active && active.dataset ? active.dataset.key : "";
  const from = document.querySelector(".panel") ? document.querySelector(".panel").scrollTop : 0;
  onResize = () => {};
  onSelect = () => {};
  const [, , view] = TABS.find(([name]) => name === STATE.tab);
  clear(main).append(...[view()].flat().filter(Boolean));
  reachScrolled();
  clear(tabs).append(
    ...TABS.map(([name, told]) =>
      el(
        "button",
        {
          type: "button",
          "aria-current": name === STATE.tab ? "page" : null,
          class: name === STATE.tab ? "current" : "",
          "data-key": `tab ${name}`,
          onclick: () => go(name),
        },
        told,
      ),
    ),
  );
  remember();
  if (key) {
    const again = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (again) again.focus({ preventScroll: true });
  }
  if (from && document.querySelector(".panel")) document.querySelector(".panel").scrollTop = 0;
};
// What has to be scrolled sideways is reached by keyboard.
const reachScrolled = () => {
  for (const one of main.querySelectorAll(".wide:not([tabindex])")) {
    if (one.scrollWidth <= one.clientWidth) continue;
    const title = one.querySelector("h2");
    one.tabIndex = 0;
    one.setAttribute("role", "region");
    one.setAttribute("aria-label", title ? title.textContent : "Table");
  }
};
const go = (name) => {
  STATE.tab = name;
  findingsShown = PAGE_SIZE;
  history.pushState(null, "", asHash());
  refresh();
  window.scrollTo(0, 0);
};
// Opens what is around a node, selects it and brings it into view.
const show = (node) => {
  reveal(node);
  STATE.selected = node.id;
  go("map");
  const box = document.querySelector(`.box[data-id="${CSS.escape(node.id)}"]`);
  if (box) {
    box.scrollIntoView({ block: "center" });
    box.querySelector(".label").focus({ preventScroll: true });
  }
};

// Search: modules and boxes by name, findings by their words.
const search = document.getElementById("search");
const hits = document.getElementById("hits");
let found = [];
let chosenHit = -1;
const lookUp = () => {
  const words = search.value.trim().toLowerCase();
  found = [];
  if (words) {
    for (const node of NODES.values()) {
      if (node.id && found.length < 12 && matchesWords(nameOf(node).toLowerCase(), words))
        found.push({ told: `${node.level}  ${nameOf(node)}`, open: () => show(node) });
    }
    const matching = DATA.findings.filter((one) => matchesWords(textOf(one), words)).length;
    if (matching)
      found.push({
        told: `${counted(matching, "finding")} with these words`,
        open: () => {
          STATE.words = search.value.trim();
          STATE.check = "";
          STATE.state = "all";
          go("findings");
        },
      });
    if (!found.length) found.push({ told: "nothing has this name", open: () => {} });
  }
  chosenHit = found.length ? 0 : -1;
  drawHits();
};
const drawHits = () => {
  hits.hidden = !found.length;
  search.setAttribute("aria-expanded", String(!hits.hidden));
  clear(hits).append(
    ...found.map((one, place) =>
      el(
        "li",
        {
          role: "option",
          id: `hit-${place}`,
          "aria-selected": String(place === chosenHit),
          onmousedown: (event) => {
            event.preventDefault();
            take(place);
          },
        },
        one.told,
      ),
    ),
  );
  if (chosenHit >= 0) search.setAttribute("aria-activedescendant", `hit-${chosenHit}`);
  else search.removeAttribute("aria-activedescendant");
};
const take = (place) => {
  const one = found[place];
  found = [];
  chosenHit = -1;
  search.value = "";
  drawHits();
  if (one) one.open();
};
search.addEventListener("input", lookUp);
search.addEventListener("blur", () => {
  found = [];
  drawHits();
});
search.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (found.length) {
      chosenHit = (chosenHit + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length;
      drawHits();
    }
  } else if (event.key === "Enter") {
    event.preventDefault(); // or the key would press what is focused next
    take(chosenHit);
  } else if (event.key === "Escape") {
    search.value = "";
    found = [];
    drawHits();
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
    event.preventDefault();
    search.focus();
  }
});

// Light or dark: as the system says, until the button is pressed.
const theme = document.getElementById("theme");
const dress = (dark) => {
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  theme.setAttribute("aria-pressed", String(dark));
  theme.textContent = dark ? "Light" : "Dark";
};
dress(window.matchMedia("(prefers-color-scheme: dark)").matches);
theme.addEventListener("click", () => dress(document.documentElement.dataset.theme !== "dark"));

// Print: every section, one after the other, findings opened.
let before = "";
window.addEventListener("beforeprint", () => {
  before = document.documentElement.dataset.theme;
  dress(false);
  document.documentElement.classList.add("printing");
  const drawings = [];
  const sections = TABS.map(([, told, view]) => {
    onResize = () => {};
    const section = el("section", { class: "printed" }, el("h1", {}, told), [view()].flat().filter(Boolean));
    drawings.push(onResize);
    return section;
  });
  clear(main).append(...sections);
  main.querySelectorAll("details").forEach((one) => {
    one.open = true;
  });
  drawings.forEach((draw) => draw());
});
window.addEventListener("afterprint", () => {
  dress(before === "dark");
  document.documentElement.classList.remove("printing");
  refresh();
});
window.addEventListener("resize", () => onResize());
window.addEventListener("popstate", () => {
  fromHash();
  refresh();
});
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});

document.getElementById("project").textContent = DATA.project;
document.getElementById("subtitle").textContent =
  `archlint ${DATA.archlint} · ${counted(DATA.modules.length, "module")}, ${counted(EDGE_COUNT, "dependency", "dependencies")}`;
fromHash();
refresh();
