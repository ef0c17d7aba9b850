  // A card beside what is pointed at or has the focus: what it is, what happened, and its opening words.
  const card = one("#card");
  const untitled = (element) => {
    // A browser would show its own beside the card.
    const title = element.querySelector("title");
    if (!title) return;
    element.setAttribute("aria-label", title.textContent);
    title.remove();
  };
  const openingOf = (id, most) => {
    const words = provisions().has(id) ? wordingOf(provisions().get(id)).trim() : "";
    return words.length > most ? words.slice(0, most).replace(/\s+\S*$/, "") + " …" : words;
  };
  const said = (name) => {
    const { sign = "", name: words = name } = legend().get(name) || {};
    return (sign + " " + words).trim();
  };
  const cardOf = (element) => {
    const { id, from, to } = element.dataset;
    if (id) {
      const own = all(".edge", element).map((edge) => (edge.dataset.name ? said(edge.classList[1]).split(" ")[0] + " " + edge.dataset.name : said(edge.classList[1])));
      return [named(id), own.join("; "), openingOf(id, 220)];
    }
    if (from) {
      const told = element.getAttribute("aria-label") || "";
      const between = from + " → " + to;
      const what = told.startsWith(between + ": ") ? told.slice(between.length + 2)
        : looksOf(element).split(" ").filter((name) => legend().has(name)).map(said).join("; ");
      return [between, what, openingOf(from, 110), openingOf(to, 110)];
    }
    const section = sections().find((one) => one.element === element || one.summary === element);
    if (!section) return null;
    const text = section.element.getAttribute("aria-label") || section.element.lastChild.textContent;
    const counts = section.summary && section.folded ? Array.from(section.summary.querySelectorAll("tspan"), (part) => said(part.classList[0]) + " " + part.textContent.replace(/\D/g, "")) : [];
    const number = section.bars.length;
    return [text, [number + (number === 1 ? " provision" : " provisions"), ...counts].join("; "), ""];
  };
  const showCard = (element, x, y) => {
    untitled(element);
    const parts = cardOf(element);
    if (!parts) return;
    const [title, told, ...words] = parts;
    card.replaceChildren(made("b", title));
    if (told) card.append(made("p", told, "told"));
    for (const text of words) if (text) card.append(made("p", text));
    card.hidden = false;
    const { width, height } = card.getBoundingClientRect();
    card.style.left = Math.max(8, Math.min(x + 16, innerWidth - width - 8)) + "px";
    card.style.top = Math.max(8, y + 20 + height > innerHeight ? y - height - 12 : y + 20) + "px";
  };
  const hideCard = () => { card.hidden = true; };
  const CARDED = ".bar, .ribbon:not(.bundle), .caption, .folded";
  picture.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch") return;
    const element = event.target.closest(CARDED);
    if (element) showCard(element, event.clientX, event.clientY); else hideCard();
  });
  picture.addEventListener("pointerleave", hideCard);
  picture.addEventListener("focusin", (event) => {
    const element = event.target.closest(CARDED);
    if (!element || !element.matches(":focus-visible")) return;
    const { left, bottom } = element.getBoundingClientRect();
    showCard(element, left, bottom - 12);
  });
  picture.addEventListener("focusout", hideCard);
  canvas.addEventListener("scroll", hideCard);
  addEventListener("hashchange", hideCard);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hideCard(); });

