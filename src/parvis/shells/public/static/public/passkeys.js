// Passkeys need a script: their buttons appear with it, and a refusal is said in the page.
document.querySelectorAll("[data-passkey]").forEach((button) => {
  button.hidden = !window.PublicKeyCredential;
});
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.getElementById("passkey-refusal").hidden = false;
});
