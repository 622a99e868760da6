/**
 * Gives the headings of one text their anchors, in order: letters and digits of any script in lower case, a hyphen for whatever stands
 * between. A heading that says the same as one before it gets a number.
 */
export const headingAnchors = (): ((heading: string) => string) => {
  const seen = new Map<string, number>()
  return (heading) => {
    const plain = heading.normalize('NFC').toLowerCase()
    const anchor = plain.replace(/[^\p{L}\p{M}\p{N}]+/gu, '-').replace(/^-|-$/g, '')
    const count = (seen.get(anchor) ?? 0) + 1
    seen.set(anchor, count)
    return count === 1 ? anchor : `${anchor}-${count}`
  }
}
