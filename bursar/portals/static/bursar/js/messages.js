// Status messages: read out, dismissed one by one; good news leaves by itself, unless one points at it or holds focus there.
const region = document.getElementById("messages");
const announcer = document.querySelector("[data-announcer]");
const CLOSE = "M6.28 5.22a.75.75 0 0 0-1.06 1.06L8.94 10l-3.72 3.72a.75.75 0 1 0 1.06 1.06L10 11.06l3.72 3.72a.75.75 0 1 0 1.06-1.06L11.06 10l3.72-3.72a.75.75 0 0 0-1.06-1.06L10 8.94 6.28 5.22Z";
const STAYS_MS = 10000;
const PAGE_IS_READ_MS = 300;

// A live region is read out when it changes, not as it was when the page came. So the words are put into one afterwards.
function readOut(texts) {
  const words = texts.map((text) => text.replace(/\s+/g, " ").trim()).join(" ");
  announcer.textContent = "";
  setTimeout(() => (announcer.textContent = words), PAGE_IS_READ_MS);
  setTimeout(() => announcer.textContent === words && (announcer.textContent = ""), STAYS_MS);
}

const waiting = [...(region?.querySelectorAll("[data-message]") ?? [])];
if (waiting.length) {
  region.removeAttribute("role");
  readOut(waiting.map((message) => message.textContent));
}

document.addEventListener("htmx:afterSettle", (event) => {
  const news = [...event.target.querySelectorAll("[data-news]")];
  if (news.length) readOut(news.map((one) => one.textContent));
});

function leave(message) {
  message.classList.add("is-leaving");
  setTimeout(() => message.remove(), 300);
}

function closeButton(message) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "icon-button icon-button--small message__close";
  button.title = region.dataset.closeLabel;
  button.setAttribute("aria-label", region.dataset.closeLabel);
  button.innerHTML = `<svg width="18" height="18" viewBox="0 0 20 20" fill="currentColor" aria-hidden="true"><path d="${CLOSE}"/></svg>`;
  button.addEventListener("click", () => leave(message));
  return button;
}

function fadeLater(message) {
  let timer = setTimeout(leave, STAYS_MS, message);
  const hold = () => clearTimeout(timer);
  const release = () => {
    clearTimeout(timer);
    timer = setTimeout(leave, STAYS_MS, message);
  };
  message.addEventListener("pointerenter", hold);
  message.addEventListener("focusin", hold);
  message.addEventListener("pointerleave", release);
  message.addEventListener("focusout", release);
}

for (const message of waiting) {
  message.append(closeButton(message));
  if ("messageFades" in message.dataset) fadeLater(message);
}
