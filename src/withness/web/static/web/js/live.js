// Keeps the page of a meeting as the others have it. The stream only says "look again"; what is
// open to this reader is fetched the ordinary way, and swapped in without touching what is typed.
const together = document.getElementById("together");
const POLL = 10_000;
const RETRY = 30_000;
const LEAVES = 5_000;
let after = together?.dataset.after ?? "0";
let stream = null;
let polling = null;
let looking = false;
let again = false;
let leaving = -LEAVES;
let pressing = false;
let waiting = null;

// Never while this page is being left: a reload would keep somebody here who wants to go.
const anew = () => {
  if (performance.now() - leaving > LEAVES) location.reload();
};

const said = (words) => {
  const place = together.querySelector("[data-said]");
  if (!place) return;
  place.hidden = false;
  place.textContent = words;
};

const isWriting = () =>
  [...document.querySelectorAll("[data-writing] :is(textarea, select, input[type=radio])")].some(
    (field) => {
      if (field.matches("select")) return [...field.options].some((one) => one.selected !== one.defaultSelected);
      return field.type === "radio" ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
    },
  );

async function look() {
  if (looking) {
    again = true;
    return;
  }
  looking = true;
  try {
    do {
      again = false;
      const answer = await fetch(`${together.dataset.lines}?after=${after}`, { redirect: "error" });
      if (answer.status === 404) return over();
      if (answer.ok && answer.status !== 204) {
        take(new DOMParser().parseFromString(await answer.text(), "text/html"));
      }
    } while (again);
  } catch {
    poll(); // no network for a moment
  } finally {
    looking = false;
  }
}

// Two renderings are the same where only the form's mark differs, or what the reader has opened.
function same(one, other) {
  const bare = (part) => {
    const copy = part.cloneNode(true);
    copy.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => field.removeAttribute("value"));
    copy.querySelectorAll("details[open]").forEach((part) => part.removeAttribute("open"));
    return copy;
  };
  return bare(one).isEqualNode(bare(other));
}

// While a finger is down nothing is swapped under it: the tap would be lost.
function take(page) {
  if (pressing) waiting = page;
  else put(page);
}

function lifted() {
  setTimeout(() => {
    pressing = false;
    const page = waiting;
    waiting = null;
    if (page) put(page);
  });
}

function put(page) {
  const fresh = page.getElementById("together");
  if (!fresh) return;
  if (fresh.dataset.step !== together.dataset.step || fresh.dataset.state !== together.dataset.state) {
    moved();
    return;
  }
  after = fresh.dataset.after;
  for (const part of together.querySelectorAll("[data-part]")) {
    const now = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
    if (!now) continue;
    if (part.dataset.part === "lines") mergeLines(part, now);
    else if (!same(part, now) && !part.contains(document.activeElement)) part.replaceChildren(...now.childNodes);
  }
}

// Lines keep their element as long as their words are the same: focus and selection stay.
function mergeLines(part, now) {
  const known = new Map([...part.children].filter((one) => one.id).map((one) => [one.id, one]));
  let isNew = false;
  const wanted = [...now.children].map((one) => {
    const old = known.get(one.id);
    if (one.id && !old) isNew = true;
    return old && same(old, one) ? old : document.adoptNode(one);
  });
  for (const one of [...part.childNodes]) {
    if (!wanted.includes(one)) one.remove();
  }
  wanted.forEach((one, at) => {
    if (part.children[at] !== one) part.insertBefore(one, part.children[at] ?? null);
  });
  if (isNew) said(together.dataset.new);
}

function moved() {
  if (isWriting()) said(together.dataset.moved);
  else anew();
}

// No longer open to this reader: the others' words go at once; what was typed stays to be copied.
function over() {
  close();
  for (const part of together.querySelectorAll("[data-part]")) part.replaceChildren();
  if (isWriting()) said(together.dataset.over);
  else anew();
}

function open() {
  if (stream || document.hidden) return;
  stream = new EventSource(`${together.dataset.live}?after=${after}`);
  stream.addEventListener("open", () => {
    clearInterval(polling);
    polling = null;
    together.dataset.open = "";
  });
  stream.addEventListener("message", look);
  stream.addEventListener("over", over);
  stream.addEventListener("error", () => {
    poll();
    if (stream?.readyState === EventSource.CLOSED) {
      stream = null;
      setTimeout(open, RETRY);
    }
  });
}

function poll() {
  polling ??= setInterval(look, POLL);
}

function close() {
  stream?.close();
  stream = null;
  clearInterval(polling);
  polling = null;
}

if (together) {
  open();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      close();
    } else {
      look();
      open();
    }
  });
  addEventListener("pointerdown", () => { pressing = true; });
  addEventListener("pointerup", lifted);
  addEventListener("pointercancel", lifted);
  addEventListener("beforeunload", () => { leaving = performance.now(); });
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    look();
    open();
  });
}
