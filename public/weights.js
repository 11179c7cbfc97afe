// Adds up the weights while they are typed. Without it the sum comes with the saved page.
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

if (form) {
  form.addEventListener("input", add);
  add();
}
