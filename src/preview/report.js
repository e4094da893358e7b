// The report on an ingest in the preview: an item is settled by a button, which writes its verdict into the document.
(() => {
  "use strict";
  const script = document.currentScript;
  const { slug, token, right, asPrinted, done, open, away } = script.dataset;
  script.removeAttribute("data-token");
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  said.className = "said";

  async function settle(id, verdict) {
    said.textContent = "";
    try {
      const answer = await fetch("/_scholion/report", {
        method: "POST",
        headers: { "content-type": "application/json", "x-scholion-token": token },
        body: JSON.stringify({ slug, id, verdict }),
      });
      if (answer.ok) return location.reload();
      const { message } = await answer.json();
      said.textContent = message;
    } catch {
      said.textContent = away;
    }
  }

  function buttons(item, choices) {
    const group = document.createElement("span");
    group.className = "buttons";
    for (const [verdict, words] of choices) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = words;
      button.setAttribute("aria-describedby", item.id);
      button.addEventListener("click", () => settle(item.dataset.id, verdict));
      group.append(button);
    }
    item.append(group);
  }

  document.querySelectorAll("li[data-id]").forEach((item, nth) => {
    item.id = "item-" + nth;
    if (item.closest(".part.open")) buttons(item, [["right", right], ["as-printed", asPrinted], ["done", done]]);
    else if (item.closest(".part.settled")) buttons(item, [["open", open]]);
  });
  document.querySelectorAll(".how").forEach((old) => old.remove());
  document.querySelector("main").append(said);
})();
