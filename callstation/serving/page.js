// The keyboard is the terminal's from the start: textual.js opens it on load (before this), and leaves it unfocused.
window.addEventListener("load", () => document.querySelector(".xterm-helper-textarea")?.focus());
