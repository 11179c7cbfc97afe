// Adds up the weights while they are typed, and moves rows without saving. Without it the sum comes with the saved page, and a move is a save.
const total = document.querySelector("[data-total]");
const form = total?.closest("form");

function weight(input) {
  const row = input.closest("fieldset");
  if (row.querySelector("[data-remove]")?.checked) return 0;
  const text = input.value.normalize("NFKC").replace("%", "").trim();
  return /^\d{1,3}$/.test(text) ? Number(text) : 0;
}

function add() {
  const sum = [...form.querySelectorAll("[data-weight]")].reduce((sum, input) => sum + weight(input), 0);
  const whole = total.dataset.family === "true" ? sum === 100 : sum <= 100;
  total.querySelector("output").textContent = sum;
  total.classList.toggle("good", whole);
  total.classList.toggle("bad", !whole);
}

const parts = (row) => [...row.querySelectorAll("input, textarea")];

let unsaved = false;

/** What is agreed is what was saved: until then it waits. */
function touched() {
  unsaved = true;
  const agree = document.querySelector("[data-agree]");
  if (!agree) return;
  agree.querySelector("button").disabled = true;
  agree.querySelector("[data-unsaved]").hidden = false;
}

/** Two rows change what is written in them: their names, and so their order when they are sent, stay. */
function swap(row, other) {
  const theirs = parts(other);
  for (const [at, mine] of parts(row).entries()) {
    const its = theirs[at];
    if (mine.type === "checkbox") [mine.checked, its.checked] = [its.checked, mine.checked];
    else [mine.value, its.value] = [its.value, mine.value];
  }
}

/** Moves the row that `from` is in; the focus goes with it. */
function move(from, up) {
  const row = from.closest("li");
  const other = up ? row.previousElementSibling : row.nextElementSibling;
  if (!other || other.querySelector("fieldset.new") || row.querySelector("fieldset.new")) return;
  const place = from.name === "move" ? null : parts(row).indexOf(from);
  swap(row, other);
  touched();
  const rows = [...form.querySelectorAll(".rows > li")];
  const said = form.querySelector("[data-moved]");
  said.textContent = said.dataset.moved.replace("{n}", rows.indexOf(other) + 1);
  const buttons = [...other.querySelectorAll("[name=move]")];
  const next = place === null ? (buttons[up ? 0 : 1].disabled ? buttons[up ? 1 : 0] : buttons[up ? 0 : 1]) : parts(other)[place];
  next.focus();
  other.scrollIntoView({ block: "nearest" });
}

if (form) {
  form.addEventListener("input", () => {
    add();
    touched();
  });
  form.addEventListener("submit", () => (unsaved = false));
  addEventListener("beforeunload", (event) => unsaved && event.preventDefault());
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[name=move]");
    if (!button) return;
    event.preventDefault();
    move(button, button.value.startsWith("up"));
  });
  form.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || !/^Arrow(Up|Down)$/.test(event.key)) return;
    if (!event.target.closest(".rows li")) return;
    event.preventDefault();
    move(event.target, event.key === "ArrowUp");
  });
  add();
}
