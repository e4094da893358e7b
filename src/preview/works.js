// That records are not one work, said on the work's page; and taken back.
//
// 1. Behind each reason for which records are one work stands a button, and below what was said so far, with one that takes it back.
// 2. The server writes it into the editors' file, and the build that follows parts the works.
(() => {
  "use strict";
  const script = document.currentScript;
  const page = script.dataset.page;
  let token = script.dataset.token;
  script.removeAttribute("data-token");
  let info = null;

  const say = (key, values = {}) => ((info.words && info.words[key]) || key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

  async function send(wish, isAgain) {
    const headers = { "Content-Type": "application/json", "X-Scholion-Token": token };
    const answer = await fetch("/_scholion/works", { method: "POST", headers, body: JSON.stringify({ page, ...wish }) });
    if (answer.status === 403 && !isAgain) {
      // A server that was started anew gives its pages another token.
      const now = /data-token="([0-9a-f]+)"/.exec(await (await fetch(location.pathname, { cache: "no-store" })).text());
      if (now && now[1] !== token) {
        token = now[1];
        return send(wish, true);
      }
    }
    return { isDone: answer.ok, ...(await answer.json()) };
  }

  /** A button that says something of two records, and what came of it behind it. */
  function control(words, wish) {
    const host = document.createElement("scholion-verdict");
    const button = document.createElement("button");
    const status = document.createElement("span");
    button.type = "button";
    button.textContent = words;
    status.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      button.disabled = true;
      let answer;
      try { answer = await send(wish); } catch { answer = { error: "away" }; }
      button.disabled = answer.isDone;
      const key = "error-" + (answer.error || "away");
      status.textContent = " " + (answer.isDone ? say("saved", answer) : say(key, answer));
    });
    host.append(" ", button, status);
    return host;
  }

  async function start() {
    const answer = await fetch("/_scholion/works?" + new URLSearchParams({ page }), { cache: "no-store" });
    // A server that was just started does not know the archive yet.
    if (answer.status === 503) setTimeout(start, 1000);
    if (!answer.ok) return;
    info = await answer.json();
    const section = document.querySelector("section[aria-labelledby=_joined]");
    const lines = section ? [...section.querySelector("pre code").textContent.matchAll(/^- (.*)$/gm)].map((line) => line[1]) : [];
    lines.forEach((names, nth) => section.querySelectorAll("li")[nth]?.append(control(say("work-different"), { names, different: true })));
    if (!info.different.length) return;
    const said = document.createElement("section");
    const heading = document.createElement("h2");
    const list = document.createElement("ul");
    heading.textContent = say("work-said");
    for (const names of info.different) {
      const item = document.createElement("li");
      const code = document.createElement("code");
      code.textContent = names;
      item.append(code, control(say("work-back"), { names, different: false }));
      list.append(item);
    }
    said.append(heading, list);
    document.querySelector("main .list")?.append(said);
  }

  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
})();
