// The data as the page uses it: modules in a tree of layers, parts, folders; dependencies in typed arrays.
const DATA = JSON.parse(document.getElementById("data").textContent);
const NO_LAYER = "(no layer)";
const EDGES = Int32Array.from(DATA.edges);
const EDGE_COUNT = EDGES.length / 6;
const edge = (index) => ({
  importer: EDGES[6 * index],
  imported: EDGES[6 * index + 1],
  kind: EDGES[6 * index + 2],
  verdict: EDGES[6 * index + 3],
  line: EDGES[6 * index + 4],
  sites: EDGES[6 * index + 5],
});

// A node: {id, title, level, parent, children, modules (places), logic}
const ROOT = { id: "", title: DATA.project, level: "root", parent: null, children: [], modules: [], logic: 0, depth: 0 };
const NODES = new Map([["", ROOT]]);
const LEAF = new Array(DATA.modules.length);

const pathOf = (node) => {
  const path = [];
  for (let one = node; one && one.id; one = one.parent) path.unshift(one);
  return path;
};

const childOf = (parent, id, title, level) => {
  let node = NODES.get(id);
  if (!node) {
    node = { id, title, level, parent, children: [], modules: [], logic: 0, depth: parent.depth + 1 };
    NODES.set(id, node);
    parent.children.push(node);
  }
  return node;
};

const buildTree = () => {
  DATA.layers.forEach((layer) => childOf(ROOT, layer.name, layer.name, "layer"));
  DATA.modules.forEach(([path, layer, part], place) => {
    const name = layer < 0 ? NO_LAYER : DATA.layers[layer].name;
    let node = childOf(ROOT, name, name, "layer");
    if (part) node = childOf(node, `${name}.${part}`, part, "part");
    const folders = path.split("/").slice(0, -1);
    let id = node.id;
    for (const folder of folders) {
      id += `/${folder}`;
      node = childOf(node, id, folder, "package");
    }
    const leaf = childOf(node, `${id}//${place}`, path.split("/").pop(), "module");
    LEAF[place] = leaf;
    leaf.modules.push(place);
    leaf.path = path;
  });
  ROOT.children = ROOT.children.filter((layer) => layer.children.length);
  joinSingleFolders();
  const sum = (node) => {
    const order = [];
    const open = [node];
    while (open.length) {
      const one = open.pop();
      order.push(one);
      open.push(...one.children);
    }
    for (const one of order.reverse()) {
      if (one.level === "module") one.logic = DATA.modules[one.modules[0]][3];
      else {
        one.modules = one.children.flatMap((child) => child.modules);
        one.logic = one.children.reduce((total, child) => total + child.logic, 0);
      }
    }
  };
  sum(ROOT);
};

// A folder that holds nothing but one folder is no box of its own.
const joinSingleFolders = () => {
  const open = [...ROOT.children];
  while (open.length) {
    const node = open.pop();
    while (node.children.length === 1 && node.children[0].level === "package") {
      const only = node.children[0];
      if (node.level === "package") node.title += `/${only.title}`;
      NODES.delete(only.id);
      node.children = only.children;
      node.children.forEach((child) => {
        child.parent = node;
      });
    }
    node.children.sort(
      (one, other) => (one.level === "module") - (other.level === "module") || (one.title < other.title ? -1 : 1),
    );
    open.push(...node.children);
  }
  const depths = [[ROOT, 0]];
  while (depths.length) {
    const [node, depth] = depths.pop();
    node.depth = depth;
    node.children.forEach((child) => depths.push([child, depth + 1]));
  }
};
buildTree();

// The boxes of a layer stand below those they have to do with (barycentres, after Sugiyama, Tagawa and Toda, 1981).
const ORDERED = 60;
const orderBoxes = () => {
  const place = new Map();
  const put = (layer) =>
    layer.children.forEach((child, at) => place.set(child, layer.children.length < 2 ? 0.5 : at / (layer.children.length - 1)));
  ROOT.children.forEach(put);
  const boxOf = LEAF.map((leaf) => pathOf(leaf)[1]);
  const near = new Map([...place.keys()].map((box) => [box, new Map()]));
  for (let index = 0; index < EDGE_COUNT; index += 1) {
    const [one, other] = [boxOf[EDGES[6 * index]], boxOf[EDGES[6 * index + 1]]];
    if (one.parent === other.parent) continue;
    near.get(one).set(other, (near.get(one).get(other) || 0) + 1);
    near.get(other).set(one, (near.get(other).get(one) || 0) + 1);
  }
  const middle = (box) => {
    let [sum, weight] = [0, 0];
    for (const [other, count] of near.get(box)) {
      sum += place.get(other) * Math.sqrt(count);
      weight += Math.sqrt(count);
    }
    return weight ? sum / weight : place.get(box);
  };
  for (let sweep = 0; sweep < 6; sweep += 1)
    for (const layer of sweep % 2 ? [...ROOT.children].reverse() : ROOT.children) {
      if (layer.children.length > ORDERED) continue;
      const wanted = new Map(layer.children.map((child) => [child, middle(child)]));
      layer.children.sort((one, other) => wanted.get(one) - wanted.get(other) || (one.title < other.title ? -1 : 1));
      put(layer);
    }
};
orderBoxes();

// The colours of layers, everywhere the same, in the order of the pictures that 'archlint show' draws; white can be read on them.
const LAYER_HUES = ["#2563a8", "#1f6b47", "#8a5a10", "#6240b5", "#1a6d7a", "#93286a"];
const layerHue = (node) =>
  node.id === NO_LAYER ? "#5f6670" : LAYER_HUES[DATA.layers.findIndex((one) => one.name === node.id) % LAYER_HUES.length];
const nameOf = (node) =>
  node.level === "module"
    ? node.path
    : pathOf(node)
        .map((one) => one.title)
        .join(" / ");

// What is chosen; a link holds it all.
// Layers are open at first where what is then seen can be read.
const MANY_BOXES = 40;
const MANY_ARROWS = 90;
const openedFirst = () => {
  const layers = ROOT.children.filter((layer) => layer.children.length > 1);
  if (layers.reduce((sum, layer) => sum + layer.children.length, 0) > MANY_BOXES) return [];
  const boxes = LEAF.map((leaf) => pathOf(leaf).slice(0, 2).pop());
  const arrows = new Set();
  for (let index = 0; index < EDGE_COUNT; index += 1) {
    const [from, to] = [boxes[EDGES[6 * index]], boxes[EDGES[6 * index + 1]]];
    if (from !== to) arrows.add(`${from.id}>${to.id}>${EDGES[6 * index + 2]}`);
  }
  return arrows.size > MANY_ARROWS ? [] : layers.map((layer) => layer.id);
};
const OPENED_FIRST = openedFirst();
const defaultOpen = () => OPENED_FIRST;
const STATE = {
  tab: "summary",
  open: new Set(),
  matrix: "part",
  rows: 0,
  columns: 0,
  kinds: new Set(DATA.kinds),
  verdicts: new Set(DATA.verdicts),
  selected: "",
  group: "check",
  words: "",
  check: "",
  severity: "",
  state: "open",
  journey: "",
};
const LISTENERS = [];
const changed = (what) => LISTENERS.forEach((listener) => listener(what));

const asHash = () => {
  const told = new URLSearchParams();
  const usual = defaultOpen();
  if (STATE.open.size !== usual.length || !usual.every((id) => STATE.open.has(id)))
    told.set("open", [...STATE.open].map((id) => encodeURIComponent(id)).join(","));
  if (STATE.kinds.size < DATA.kinds.length) told.set("kinds", [...STATE.kinds].join(","));
  if (STATE.verdicts.size < DATA.verdicts.length) told.set("verdicts", [...STATE.verdicts].join(","));
  for (const key of ["selected", "words", "check", "severity", "journey"]) if (STATE[key]) told.set(key, STATE[key]);
  if (STATE.group !== "check") told.set("group", STATE.group);
  if (STATE.state !== "open") told.set("state", STATE.state);
  if (STATE.matrix !== "part") told.set("matrix", STATE.matrix);
  for (const key of ["rows", "columns"]) if (STATE[key]) told.set(key, STATE[key]);
  const rest = told.toString();
  return `#${STATE.tab}${rest ? `?${rest}` : ""}`;
};
const decoded = (text) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
};
const fromHash = () => {
  const [tab, rest] = location.hash.replace(/^#/, "").split("?");
  const told = new URLSearchParams(rest || "");
  if (tab) STATE.tab = tab;
  const named = told.get("open");
  STATE.open = new Set(
    named === null
      ? defaultOpen()
      : named
          .split(",")
          .map(decoded)
          .filter((id) => id && NODES.has(id)),
  );
  const chosen = (key, all) => {
    const named = told.get(key);
    return new Set(named === null ? all : all.filter((one) => named.split(",").includes(one)));
  };
  STATE.kinds = chosen("kinds", DATA.kinds);
  STATE.verdicts = chosen("verdicts", DATA.verdicts);
  STATE.selected = told.get("selected") || "";
  STATE.words = told.get("words") || "";
  STATE.check = told.get("check") || "";
  STATE.severity = told.get("severity") || "";
  STATE.journey = told.get("journey") || "";
  STATE.group = told.get("group") || "check";
  STATE.state = told.get("state") || "open";
  STATE.matrix = told.get("matrix") || "part";
  for (const key of ["rows", "columns"]) STATE[key] = Math.max(0, Math.floor(Number(told.get(key))) || 0);
};
const remember = () => {
  if (location.hash !== asHash()) history.replaceState(null, "", asHash());
};

// The box that stands for a module while only `open` nodes show what is in them.
const visibleOf = (leaf) => {
  const path = pathOf(leaf);
  for (const node of path) if (node.level === "module" || !STATE.open.has(node.id)) return node;
  return leaf;
};
const reveal = (node) => {
  for (const one of pathOf(node).slice(0, -1)) STATE.open.add(one.id);
};
