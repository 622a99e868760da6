import { fold, wordsOf } from '../../../shared/find/fold.ts'
import { rangesOf } from '../../../shared/find/ranges.ts'

/** What a reader sees as one piece of text. */
const blocks = 'p, li, h2, h3, h4, h5, h6, td, th, pre'
const highlightName = 'sada-found'

/** CSS Custom Highlight API; browsers without it still get the block marked. */
const highlights = (): HighlightRegistry | null =>
  typeof Highlight === 'undefined' ? null : ((CSS as { highlights?: HighlightRegistry }).highlights ?? null)

/** Ranges of the document over the words found in a block, also where they run over emphasis and links. */
const rangesIn = (block: Element, words: readonly string[]): Range[] => {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
  const nodes: { node: Text; starts: number }[] = []
  let text = ''
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    nodes.push({ node, starts: text.length })
    text += node.data
  }
  const point = (at: number, end: boolean) => {
    // An end belongs to the node before the border, a beginning to the one after it.
    const before = nodes.filter(({ starts }) => (end ? starts < at : starts <= at))
    const holder = before.at(-1) ?? nodes[0]
    return holder && { node: holder.node, offset: Math.min(holder.node.length, at - holder.starts) }
  }
  return rangesOf(fold(text), words).flatMap(([from, to]) => {
    const [start, stop] = [point(from, false), point(to, true)]
    if (!start || !stop) return []
    const range = document.createRange()
    range.setStart(start.node, start.offset)
    range.setEnd(stop.node, stop.offset)
    return [range]
  })
}

/**
 * Marks the words of a query in a text on screen, goes (`go`) to the block `passage` names or else to the first with the most of the words, and
 * puts the focus there, so that a screen reader reads on from it.
 * @returns the way to unmark it; `null` where nothing was found
 */
export const showFound = (
  text: Element,
  query: string,
  passage: string | undefined,
  go: boolean,
): (() => void) | null => {
  const words = wordsOf(query)
  const found = [...text.querySelectorAll<HTMLElement>(blocks)]
    .filter((block) => !block.querySelector(blocks))
    .map((block) => {
      const folded = fold(block.textContent ?? '').text
      const count = words.filter((word) => folded.includes(word)).length
      return { block, folded, count, ranges: count > 0 ? rangesIn(block, words) : [] }
    })
    .filter(({ count }) => count > 0)
  const wanted = passage === undefined ? null : fold(passage).text
  const most = Math.max(0, ...found.map(({ count }) => count))
  const best = found.find(({ folded }) => folded === wanted) ?? found.find(({ count }) => count === most)
  if (!best) return null
  const registry = highlights()
  registry?.set(highlightName, new Highlight(...found.flatMap(({ ranges }) => ranges)))
  const { block } = best
  block.dataset['found'] = ''
  if (go) {
    block.tabIndex = -1
    block.focus({ preventScroll: true })
    block.scrollIntoView({ block: 'center' })
  }
  return () => {
    registry?.delete(highlightName)
    delete block.dataset['found']
    block.removeAttribute('tabindex')
  }
}
