// Behaviours attach by custom elements and data- attributes: grep the HTML for them. Each file is one.
// Who takes Escape first comes first: fields, sheets, then the keys of the page.
import "htmx";
import "./appearance.js";
import "./autosave.js";
import "./choice-list.js";
import "./dialog.js";
import "./first-error.js";
import "./sheet.js";
import "./short-address.js";
import "./spy.js";
import "./typeahead.js";
import "./hotkey.js";
import "./lazy.js";
import "./palette.js";
import "./relative-time.js";
import "./selectable-list.js";
import "./toast.js";
