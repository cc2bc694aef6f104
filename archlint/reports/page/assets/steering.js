// For those who steer: the three questions, each answered by sentences with the places that show them.
const placeLink = (one) =>
  el(
    "li",
    { class: "at" },
    one.module >= 0 ? el("button", { type: "button", class: "link at", onclick: () => show(LEAF[one.module]) }, one.at) : one.at,
    one.at && one.told ? " " : "",
    one.told && el("span", { class: "quiet" }, one.told),
  );
const steeringView = () =>
  DATA.steering.map((answer) =>
    el(
      "section",
      { class: "sheet wide" },
      el("h2", {}, answer.question),
      answer.claims.length
        ? el(
            "ol",
            { class: "steps" },
            answer.claims.map((claim) =>
              el("li", {}, claim.told, claim.places.length > 0 && el("ul", { class: "places" }, claim.places.map(placeLink))),
            ),
          )
        : el("p", { class: "quiet" }, "No fact of the analysis answers this."),
    ),
  );
