  // How large the picture is; the names of the documents stay in sight while it is scrolled.
  const [wide, high] = ["width", "height"].map((name) => Number(picture.getAttribute(name)));
  let tall = high;
  let zoom = 1;
  let isFitted = false;
  const heads = picture.querySelector(".heads");
  const [headTop, headHeight] = [Number(heads.dataset.top), Number(heads.dataset.height)];
  const stuck = drawn("svg", { class: "picture sticky", viewBox: "0 " + headTop + " " + wide + " " + headHeight, "aria-hidden": "true" });
  stuck.append(heads.cloneNode(true));
  for (const name of ["font-family", "font-size"]) stuck.setAttribute(name, picture.getAttribute(name));
  picture.before(stuck);
  const scale = (to, { x = canvas.clientWidth / 2, y = canvas.clientHeight / 2 } = {}) => {
    const next = Math.min(Math.max(to, 0.1), 4);
    // What is under the pointer stays there.
    const [left, top] = [(canvas.scrollLeft + x) / zoom, (canvas.scrollTop + y) / zoom];
    zoom = next;
    picture.setAttribute("width", wide * zoom);
    picture.setAttribute("height", tall * zoom);
    stuck.setAttribute("width", wide * zoom);
    stuck.setAttribute("height", headHeight * zoom);
    stuck.style.marginTop = headTop * zoom + "px";
    stuck.style.marginBottom = -(headTop + headHeight) * zoom + "px";
    canvas.scrollLeft = left * zoom - x;
    canvas.scrollTop = top * zoom - y;
    one("#zoom").textContent = Math.round(zoom * 100) + " %";
  };
  const resize = (height) => {
    tall = height;
    picture.setAttribute("viewBox", "0 0 " + wide + " " + height);
    picture.setAttribute("height", height * zoom);
  };
  const fit = (least = 0.1) => {
    isFitted = true;
    scale(Math.max(Math.min(1, canvas.clientWidth / wide), least));
  };
  const step = (by, at) => {
    isFitted = false;
    scale(zoom * by, at);
  };
  one("#larger").addEventListener("click", () => step(1.25));
  one("#smaller").addEventListener("click", () => step(0.8));
  one("#fit").addEventListener("click", () => fit());
  canvas.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const { left, top } = canvas.getBoundingClientRect();
    step(event.deltaY < 0 ? 1.15 : 1 / 1.15, { x: event.clientX - left, y: event.clientY - top });
  }, { passive: false });
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = { "+": () => step(1.25), "=": () => step(1.25), "-": () => step(0.8), 0: () => fit() }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  addEventListener("resize", () => { if (isFitted) fit(LEAST_READABLE); });
  // On a small screen, what is fitted in whole could not be read at all.
  const LEAST_READABLE = 0.45;
  fit(LEAST_READABLE);
  prepareSections();
