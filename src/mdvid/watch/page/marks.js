// Marks for whoever measures how long the page takes.

// Marks that `name` happens now; only the last mark of each name is kept, however many edits come.
export function mark(name, detail) {
  performance.clearMarks(`mdvid:${name}`);
  performance.mark(`mdvid:${name}`, { detail });
}
