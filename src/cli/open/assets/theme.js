// Before anything is drawn: light or dark, as it was chosen on any page of the workbench.
"use strict";
try {
  const kept = localStorage.getItem("travaux.theme");
  if (kept) document.documentElement.dataset.theme = kept;
} catch {
  /* A browser may keep nothing; the page then goes by the system. */
}
