// "3 waiting to be sent": a line at the foot of every page, and the sheet with each of them.
import { inOrder, reword, unsent } from "./queue.mjs";
import { button, element } from "./fields.mjs";
import { clock, words } from "./words.mjs";

/** What an entry was when it was drawn. */
const drawn = ({ state, edition }) => `${state} ${edition ?? 0}`;

/** Shows a person's entries; `outbox` holds them and sends them. */
export class Tray {
  constructor(outbox) {
    this.outbox = outbox;
    this.pill = button("", () => this.open(), "tray-pill");
    this.place = element("section", { hidden: true, "aria-label": words().waitingTitle }, this.pill);
    this.told = element("p", { className: "tray-told", role: "status" });
    this.list = element("ul", { className: "tray-list" });
    this.state = element("p", { className: "hint", role: "status" });
    this.title = element("h2", { id: "tray-title" });
    const now = button(words().sendNow, () => outbox.send({ now: true }), "primary");
    const close = button(words().close, () => this.sheet.close());
    this.foot = element("div", { className: "row" }, close, now);
    this.sheet = element("dialog", { className: "tray-sheet", "aria-labelledby": "tray-title" }, this.title, this.state, this.list, this.foot);
    this.root = element("div", { className: "tray" }, this.told, this.place);
    this.now = now;
  }

  /** Into the page: as a line with a sheet, or (`inside`) as a part of it. */
  mount(inside) {
    this.inside = Boolean(inside);
    if (inside) inside.append(this.title, this.state, this.list);
    else document.body.append(this.root, this.sheet);
  }

  open() {
    this.draw();
    this.sheet.showModal();
  }

  /** One sentence, for a while. */
  tell(text, long = 6_000) {
    this.justSent = 0;
    this.#show(long, text);
  }

  /** So many were sent, with the way to them. */
  sent(count) {
    this.justSent = (this.justSent ?? 0) + count;
    this.#show(20_000, words().sentNow(this.justSent), " ", button(words().look, () => this.open()));
  }

  #show(long, ...what) {
    this.told.replaceChildren(...what);
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => {
      this.justSent = 0;
      this.told.replaceChildren();
    }, long);
  }

  draw() {
    const entries = inOrder(this.outbox.entries);
    const left = unsent(entries).length;
    this.place.hidden = left === 0;
    this.pill.textContent = words().waiting(left);
    this.pill.classList.toggle("refused", entries.some((entry) => entry.state === "refused"));
    this.title.textContent = left > 0 ? words().waitingTitle : words().sentTitle;
    this.title.hidden = entries.length === 0;
    this.state.replaceChildren(...this.standing(left, entries.length));
    this.now.hidden = left === 0;
    // An entry that is being changed is left alone, and so is the question whether it is to go.
    const held = new Map([...this.list.children].map((item) => [item.dataset.key, item]));
    const asks = (item, entry) => item?.querySelector("[data-sure]") && item.dataset.drawn === drawn(entry);
    const busy = (item, entry) => item?.querySelector("form") || asks(item, entry);
    this.list.replaceChildren(...entries.map((entry) => (busy(held.get(entry.key), entry) ? held.get(entry.key) : this.item(entry))));
  }

  standing(left, all) {
    if (left === 0) return all ? [words().none] : [];
    const { standing } = this.outbox;
    if (standing !== "signIn") return [words()[standing]];
    const next = encodeURIComponent(location.pathname + location.search);
    return [words().signIn, " ", element("a", { href: `/sign-in?next=${next}`, rel: "external" }, words().signInLink)];
  }

  item(entry) {
    const item = element("li", {});
    item.dataset.key = entry.key;
    item.dataset.state = entry.state;
    item.dataset.drawn = drawn(entry);
    item.append(element("p", { className: "text", dir: "auto" }, entry.fields.text ?? ""));
    if (entry.state === "sent") {
      const look = element("a", { href: `/record/${entry.record}`, rel: "external" }, words().look);
      item.append(element("p", { className: "hint" }, words().sentAt(clock(entry.sent)), " ", look));
      return item;
    }
    const facts = [words().composed(clock(entry.composed)), words().audiences[entry.fields.audience], entry.files.map((file) => file.name).join(" ")].filter(Boolean).join(" · ");
    item.append(element("p", { className: "hint" }, facts));
    if (entry.state === "refused") item.append(element("p", { className: "problem", role: "alert" }, words().refused(entry.words || words().refusedPlain)));
    item.append(element("div", { className: "row start" }, ...this.leaver(entry), button(words().edit, () => this.edit(item, entry)), this.remover(entry)));
    return item;
  }

  /** What it was refused for can be left out by itself. */
  leaver(entry) {
    const { state, field, files } = entry;
    if (state !== "refused") return [];
    const ties = ["items", "indicators", "continues"].includes(field);
    if (!ties && field !== "files" && field !== "unit") return [];
    const label = field === "unit" ? words().presentPost : ties ? words().untied : files.length > 0 ? words().withoutFile(files[0].name) : words().withoutFiles;
    return [button(label, () => this.outbox.leaveOut(entry))];
  }

  /** Two presses: the second one is sure. */
  remover(entry) {
    const press = button(words().remove, async () => {
      if (press.dataset.sure) return this.outbox.drop(entry);
      press.dataset.sure = "yes";
      press.textContent = words().removeAsk;
      press.classList.add("danger");
    });
    return press;
  }

  edit(item, entry) {
    const id = `tray-${entry.key}`;
    const text = element("textarea", { name: "text", id, rows: 4, dir: "auto", value: entry.fields.text ?? "", required: true });
    const day = element("input", { type: "date", name: "day", id: `${id}-day`, value: entry.fields.day ?? "" });
    const audience = element("select", { name: "audience", id: `${id}-to` });
    for (const [value, label] of Object.entries(words().audiences)) audience.append(element("option", { value, selected: value === entry.fields.audience }, label));
    const labelled = (field, label) => element("div", { className: "field" }, element("label", { htmlFor: field.id }, label), field);
    const save = element("button", { type: "submit", className: "primary" }, words().save);
    const boxes = entry.files.map((file) => element("input", { type: "checkbox", checked: true }));
    const files = boxes.map((box, place) => element("label", { className: "tray-file" }, box, " ", entry.files[place].name));
    const fields = [labelled(text, words().text), ...files, labelled(day, words().day), labelled(audience, words().audience)];
    const form = element("form", {}, ...fields, element("div", { className: "row" }, button(words().cancel, () => item.replaceWith(this.item(entry))), save));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!text.value.trim()) return text.focus();
      item.replaceChildren();
      const kept = boxes.map((box) => box.checked);
      this.outbox.change(entry.key, (present) => reword(present, entry, { text: text.value, day: day.value, audience: audience.value }, kept));
    });
    item.replaceChildren(form);
    text.focus();
  }

  /** Asks before something unsent is lost: `true` to lose it, `false` to send first (`drafts` are not for sending), nothing to stay. */
  ask(count, drafts = false) {
    const answer = new Promise((resolve) => {
      const asked = element("dialog", { className: "tray-ask", "aria-labelledby": "tray-ask-title" });
      const reply = (value) => () => {
        resolve(value);
        asked.close();
        asked.remove();
      };
      asked.append(element("h2", { id: "tray-ask-title" }, (drafts ? words().outDrafts : words().outTitle)(count)), element("p", {}, words().outWhat));
      const wait = drafts ? [] : [button(words().outWait, reply(false), "primary")];
      asked.append(element("div", { className: "row" }, button(words().outAnyway, reply(true), "danger"), button(words().cancel, reply(undefined)), ...wait));
      asked.addEventListener("cancel", reply(undefined));
      document.body.append(asked);
      asked.showModal();
    });
    return answer;
  }
}
