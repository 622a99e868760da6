/** Changes how a text is laid out, and keeps the line at the top of the screen where it was. */
export const keepInPlace = (text: HTMLElement | null, change: () => void): void => {
  const blocks = [...(text?.querySelectorAll<HTMLElement>('.library-text > *') ?? [])]
  // Where the text has not been begun, its beginning stays.
  const top = blocks[0]?.getBoundingClientRect().top ?? 0
  const anchor = top >= 0 ? undefined : blocks.find((block) => block.getBoundingClientRect().bottom > 0)
  const before = anchor?.getBoundingClientRect()
  change()
  if (!anchor || !before) return
  const after = anchor.getBoundingClientRect()
  // The same fraction of the block lies above the edge.
  scrollBy(0, after.top - (before.top / Math.max(1, before.height)) * after.height)
}
