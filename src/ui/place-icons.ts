/** The four places' icons: first paint, and in the page itself (`app/shell-in-html.ts`). 24-unit outlines, like all (`icon-paths.ts`). */
export const placeIcons = {
  watch: 'M4 5h16v11H4zM9 20h6M12 16v4',
  read: 'M12 6c-2-1.5-5-2-8-2v14c3 0 6 .5 8 2 2-1.5 5-2 8-2V4c-3 0-6 .5-8 2zm0 0v14',
  give: 'M12 20s-7-4.5-7-10a4 4 0 0 1 7-2.6A4 4 0 0 1 19 10c0 5.5-7 10-7 10z',
  packs: 'M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8',
} as const
