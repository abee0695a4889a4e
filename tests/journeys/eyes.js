// What somebody with a keyboard sees: where the focus is, what the page is like with large text. `eyes` of a page.
window.eyes = (() => {
  const FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  const REGIONS = "nav, header, aside, footer, section, form, [role=region], dialog, main, body";
  const unfocused = new Map();
  let moved = false;
  addEventListener("focusin", () => (moved = true), true);

  const hasParts = (e) => ["date", "time"].includes(e.type); // day, month and year, hour and minute are stops of their own
  const ringOf = (style) => [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow].join(" ");
  const said = (e) => `<${e.localName}> “${(e.getAttribute("aria-label") || e.innerText || e.name || e.id || "").trim().slice(0, 40)}”`;
  const all = (selector) => [...document.querySelectorAll(selector)];

  function remember() {
    for (const e of all(FOCUSABLE)) if (!unfocused.has(e) && e !== document.activeElement) unfocused.set(e, ringOf(getComputedStyle(e)));
  }

  function isStop(e) {
    if (e.tabIndex < 0 || e.disabled || !e.checkVisibility({ visibilityProperty: true })) return false;
    if (e.type !== "radio") return true;
    const group = all(`input[type=radio][name="${CSS.escape(e.name)}"]`).filter((other) => other.form === e.form);
    return e === (group.find((other) => other.checked) ?? group[0]);
  }
  const stops = () => all(FOCUSABLE).filter(isStop);

  // The part of the window through which an element is seen.
  function frameOf(e) {
    const frame = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
    for (let up = e.parentElement; up && getComputedStyle(up).position !== "fixed"; up = up.parentElement) {
      if (getComputedStyle(up).overflow === "visible" || up === document.documentElement || up === document.body) continue;
      const box = up.getBoundingClientRect();
      frame.left = Math.max(frame.left, box.left);
      frame.top = Math.max(frame.top, box.top);
      frame.right = Math.min(frame.right, box.right);
      frame.bottom = Math.min(frame.bottom, box.bottom);
    }
    return frame;
  }

  function hasRing(e) {
    const style = getComputedStyle(e);
    const outline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    if (!outline || unfocused.get(e) === ringOf(style)) return false;
    const away = parseFloat(style.outlineOffset) + parseFloat(style.outlineWidth) / 2;
    const box = e.getBoundingClientRect();
    const frame = frameOf(e);
    const sides = [box.top - away > frame.top, box.bottom + away < frame.bottom, box.left - away > frame.left, box.right + away < frame.right];
    return sides.filter(Boolean).length >= 2;
  }

  const within = (box) => ({
    left: Math.max(0, box.left),
    top: Math.max(0, box.top),
    right: Math.min(innerWidth, box.right),
    bottom: Math.min(innerHeight, box.bottom),
  });

  function isSeen(e) {
    for (let up = e; up; up = up.parentElement) if (parseFloat(getComputedStyle(up).opacity) < 0.5) return false;
    return [...e.getClientRects()].map(within).some((box) =>
      [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]].some(([x, y]) => {
        const hit = document.elementFromPoint(box.left + (box.right - box.left) * x, box.top + (box.bottom - box.top) * y);
        return hit && (e.contains(hit) || hit.control === e);
      }),
    );
  }

  function fault(e) {
    if (hasParts(e) && !e.matches(":focus")) return null; // on the browser's own button inside the field
    if (!isSeen(e)) return `${said(e)} has the focus and is not seen`;
    if (!hasRing(e)) return `${said(e)} has the focus and does not show it`;
    return null;
  }

  // Where the focus is now, whether it is what was looked for, and what is wrong with it.
  function focus(wanted) {
    remember();
    const e = document.activeElement;
    const stays = !moved && !hasParts(e);
    moved = false;
    if (!e || e === document.body || e === document.documentElement) return { where: "", stays: false, found: false, fault: null };
    return { where: said(e), stays, found: wanted.includes(e), fault: fault(e) };
  }

  // Every stop of the Tab key, focused one after another. A key must have been pressed, or nothing shows its focus.
  function everyStop() {
    document.activeElement?.blur();
    remember();
    const found = stops().map((e) => {
      if (!isStop(e)) return null; // in a menu that closed when the focus left it
      e.focus();
      return e === document.activeElement ? fault(e) : `${said(e)} takes no focus`;
    });
    document.activeElement?.blur();
    scrollTo(0, 0);
    return found.filter(Boolean);
  }

  // Stops that lie before the stop before them: above it, or left of it in the same line.
  function disorder() {
    const found = all("[tabindex]").filter((e) => e.tabIndex > 0).map((e) => `${said(e)} jumps the queue`);
    const boxes = stops().map((e) => [e, e.getBoundingClientRect(), e.closest(REGIONS)]);
    boxes.forEach(([e, box, region], number) => {
      const [last, before, where] = boxes[number - 1] ?? [];
      if (region !== where || getComputedStyle(region).readingFlow === "flex-visual") return; // Tab goes by the eye there
      const isAbove = box.bottom <= before.top + 1 && box.left < before.right;
      const isLeft = box.right <= before.left + 1 && box.top < before.bottom - 1 && before.top < box.bottom - 1;
      if (isAbove || isLeft) found.push(`${said(e)} comes after ${said(last)} and lies before it`);
    });
    return found;
  }

  // Texts that are cut off.
  function cut() {
    const holds = (e) => [...e.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const clips = (e) => !["visible", "auto", "scroll"].includes(getComputedStyle(e).overflow) && !e.closest(".visually-hidden");
    return all("body *").filter((e) => holds(e) && clips(e) && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)).map((e) => `${said(e)} is cut off`);
  }

  const moving = () => document.getAnimations().filter((one) => one.effect.getComputedTiming().duration > 1).map((one) => `${said(one.effect.target)} moves`);
  return { focus, everyStop, disorder, cut, moving };
})();
