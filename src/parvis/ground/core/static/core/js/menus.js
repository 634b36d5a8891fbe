// Menus made of <details>: one open at a time, closed by Escape or a click elsewhere.

export function closeMenus() {
  document.addEventListener("click", (event) => closeAllBut(event.target.closest?.("details.menu")));
  document.addEventListener("focusin", (event) => closeAllBut(event.target.closest?.("details.menu")));
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && document.querySelector("details.menu[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });
}

function closeAllBut(kept) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== kept) menu.open = false;
  }
}
