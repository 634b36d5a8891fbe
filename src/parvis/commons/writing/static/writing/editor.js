// The rich-text editor, over the text area that works without it. Loaded only on pages where one writes.
const script = document.getElementById("writing-editor");
const kit = await import(script.dataset.editor);

const BUTTONS = [
  ["Gras", "bold", (c) => c.toggleBold(), "Ctrl+B"],
  ["Italique", "italic", (c) => c.toggleItalic(), "Ctrl+I"],
  ["Titre", ["heading", { level: 2 }], (c) => c.toggleHeading({ level: 2 })],
  ["Sous-titre", ["heading", { level: 3 }], (c) => c.toggleHeading({ level: 3 })],
  ["Liste", "bulletList", (c) => c.toggleBulletList()],
  ["Liste numérotée", "orderedList", (c) => c.toggleOrderedList()],
  ["Citation", "blockquote", (c) => c.toggleBlockquote()],
  ["Lien", "link", null],
  ["Annuler", null, (c) => c.undo(), "Ctrl+Z"],
  ["Rétablir", null, (c) => c.redo(), "Ctrl+Maj+Z"],
];

for (const area of document.querySelectorAll("textarea[data-rich]")) dress(area);

function dress(area) {
  const format = area.parentElement.querySelector("[data-rich-format]");
  const box = make("div", "rich-editor");
  const bar = make("div", "rich-toolbar");
  const place = make("div");
  const label = document.querySelector(`label[for="${area.id}"]`);
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", "Mise en forme");
  box.append(bar, place);
  area.before(box);
  area.parentElement.classList.add("rich-on");
  area.value = area.dataset.rich;
  format.value = "html";
  area.tabIndex = -1;
  area.setAttribute("aria-hidden", "true");
  area.parentElement.querySelector(".rich-notation")?.setAttribute("hidden", "");
  const editor = open(area, place, label);
  const refresh = fill(bar, box, editor);
  editor.on("transaction", refresh);
  label?.addEventListener("click", () => editor.commands.focus());
  // A draft found in the browser is put in the text area, then the focus goes there: it belongs to the editor.
  area.addEventListener("focus", () => {
    if (area.value !== editor.getHTML()) editor.commands.setContent(area.value, { emitUpdate: true });
    editor.commands.focus();
  });
}

function open(area, place, label) {
  const { Document, Paragraph, Text, HardBreak, Heading, Bold, Italic, BulletList, OrderedList, ListItem } = kit;
  const { Blockquote, Link, HorizontalRule, Superscript, Subscript, History, Table, TableRow, TableHeader, TableCell } = kit;
  return new kit.Editor({
    element: place,
    injectCSS: false,
    content: area.dataset.rich,
    extensions: [
      Document, Paragraph, Text, HardBreak, Heading.configure({ levels: [2, 3, 4] }), Bold, Italic, BulletList, OrderedList,
      ListItem, Blockquote, Link.configure({ openOnClick: false, enableTarget: false }), HorizontalRule, Superscript,
      Subscript, History, Table.configure({ resizable: false }), TableRow, TableHeader, TableCell,
    ],
    editorProps: {
      attributes: {
        role: "textbox", "aria-multiline": "true", lang: "fr", spellcheck: "true", id: `${area.id}_editor`,
        "aria-label": label?.textContent.trim() ?? "Texte",
        ...(area.getAttribute("aria-describedby") ? { "aria-describedby": area.getAttribute("aria-describedby") } : {}),
        ...(area.getAttribute("aria-invalid") ? { "aria-invalid": "true" } : {}),
      },
    },
    onUpdate({ editor }) {
      area.value = editor.isEmpty ? "" : editor.getHTML();
      area.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
}

function fill(bar, box, editor) {
  const toggles = [];
  for (const [words, active, act, keys] of BUTTONS) {
    const button = make("button", "", words);
    button.type = "button";
    if (keys) button.title = `${words} (${keys})`;
    if (active) toggles.push([button, active]);
    button.addEventListener("click", () => (act ? act(editor.chain().focus()).run() : link(box, bar, editor, button)));
    bar.append(button);
  }
  const refresh = () => {
    for (const [button, active] of toggles) {
      const on = Array.isArray(active) ? editor.isActive(...active) : editor.isActive(active);
      button.setAttribute("aria-pressed", String(on));
    }
  };
  refresh();
  return refresh;
}

function link(box, bar, editor, button) {
  const open = box.querySelector(".rich-link");
  if (open) { open.remove(); return; }
  const row = make("div", "rich-link");
  const label = make("label", "", "Adresse du lien");
  const input = document.createElement("input");
  input.type = "url";
  input.id = "rich-link-address";
  input.value = editor.getAttributes("link").href ?? "https://";
  label.htmlFor = input.id;
  const close = () => { row.remove(); button.focus(); };
  const set = () => {
    const chain = editor.chain().focus().extendMarkRange("link");
    const address = input.value.trim();
    (/^(https?:|mailto:|tel:)./.test(address) ? chain.setLink({ href: address }) : chain.unsetLink()).run();
    row.remove();
  };
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); set(); }
    if (event.key === "Escape") close();
  });
  row.append(label, input, action("Mettre le lien", set), action("Retirer le lien", () => { input.value = ""; set(); }), action("Fermer", close));
  bar.after(row);
  input.focus();
}

function action(words, act) {
  const button = make("button", "button small", words);
  button.type = "button";
  button.addEventListener("click", act);
  return button;
}

function make(tag, className = "", text = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
