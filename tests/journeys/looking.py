"""Looks a page over: what stands on it, how much it weighs, and what axe finds."""

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urljoin, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
MOST_BYTES = 100_000
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
TOLD = ("mental", "dialogue", "crisis", "psych", "Mira", "Jonas", "Edda", "Hale", "Ama", "Tarek")
LEFT_ALONE = ("/demo/", "/riverside/leave/", "/leave/", "/riverside/close/", "/static/")
WIDE = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return "";
  const out = [...document.querySelectorAll("body *")].find((one) => {
    const at = one.getBoundingClientRect();
    return at.width && at.right > wide + 1 && getComputedStyle(one).position !== "absolute";
  });
  return `${document.documentElement.scrollWidth} wide: ${out ? out.outerHTML.slice(0, 90) : ""}`;
}"""
EMPTY = """() => {
  for (const form of document.querySelectorAll("main form[method=post]")) {
    const wanted = [...form.querySelectorAll("[required]:not([type=hidden])")];
    if (!wanted.length) continue;
    for (const one of wanted) {
      if (one.matches("[type=radio], [type=checkbox]")) one.checked = false;
      else if (one.matches("select")) one.selectedIndex = -1;
      else one.value = "";
    }
    form.noValidate = true;
    window.stays = true;
    form.querySelector("button").click();
    return true;
  }
  return false;
}"""
AXE = Axe()
RULES = {"resultTypes": ["violations"]}


@dataclass
class Looker:
    """Opens pages as one person and gathers `faults`, each with the page it is on."""

    person: object
    faults: list = field(default_factory=list)
    weight: int = 0
    heaviest: int = 0

    def __post_init__(self):
        self.page = self.person.page
        self.wire = self.person.context.new_cdp_session(self.page)
        self.wire.send("Network.enable")
        self.wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
        self.wire.on("Network.loadingFinished", self._loaded)

    def _loaded(self, told):
        self.weight += int(told["encodedDataLength"])

    def fault(self, what):
        self.faults.append(f"{self.person.name} {pattern(self.page.url)}: {what}")

    def open(self, address):
        """Open an address as on a first visit; False where it is a file to keep."""
        self.weight = 0
        try:
            answer = self.page.goto(address)
        except Error as error:
            if "Download is starting" in str(error):
                return False
            raise
        if answer.status != 200:
            self.faults.append(f"{self.person.name} {pattern(address)}: answers {answer.status}")
            self.person.wrong.clear()
            return False
        return True

    def look_over(self):
        """What holds for every page: one heading, a neutral title, light, and no wider than it."""
        if (count := self.page.locator("h1").count()) != 1:
            self.fault(f"{count} h1")
        title = self.page.title()
        if any(word in title for word in TOLD):
            self.fault(f"the title tells something: {title}")
        if wide := self.page.evaluate(WIDE):
            self.fault(wide)
        self.page.wait_for_load_state("load")
        self.heaviest = max(self.heaviest, self.weight)
        if self.weight > MOST_BYTES:
            self.fault(f"weighs {self.weight} bytes")
        self.faults += [f"{pattern(self.page.url)}: {one}" for one in self.person.wrong]
        self.person.wrong.clear()

    def ask_axe(self):
        """What axe finds: light on a telephone, dark on a desk."""
        for scheme, size in (("light", PHONE), ("dark", DESK)):
            self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            self.page.set_viewport_size(size)
            found = AXE.run(self.page, options=RULES).response["violations"]
            for one in found:
                where = one["nodes"][0]
                self.fault(f"axe, {scheme}: {one['id']}: {where['html'][:120]}")
            if wide := self.page.evaluate(WIDE):
                self.fault(f"{scheme}: {wide}")
        self.page.emulate_media(color_scheme="light", reduced_motion="reduce")
        self.page.set_viewport_size(PHONE)

    def send_empty(self):
        """Send the first form of the page without what it asks for: it comes back and says so."""
        if not self.page.evaluate(EMPTY):
            return False
        self.page.wait_for_function("() => !window.stays && document.readyState === 'complete'")
        if not self.page.locator("main :is(.wrong, .errorlist, .notice)").count():
            self.fault("comes after an empty form, and says nothing of it")
        return True

    def links(self):
        """Every address of this house that the page leads to."""
        found = self.page.eval_on_selector_all("a[href]", "all => all.map((one) => one.href)")
        here = urlsplit(self.page.url)
        for one in found:
            at = urlsplit(urljoin(self.page.url, one))
            if at.netloc == here.netloc and not at.path.startswith(LEFT_ALONE):
                yield at._replace(fragment="").geturl()


def pattern(address):
    """An address with its ids taken out: pages of one kind have one pattern."""
    at = urlsplit(address)
    keys = sorted({key for key, _ in parse_qsl(at.query)})
    return UUID.sub("*", at.path) + (f"?{'&'.join(keys)}" if keys else "")
