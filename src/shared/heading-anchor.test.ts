import { expect, it } from 'vitest'
import { headingAnchors } from './heading-anchor.ts'

it('gives headings of any script anchors, each its own', () => {
  const anchorOf = headingAnchors()
  expect(anchorOf('What we promise')).toBe('what-we-promise')
  expect(anchorOf('How **you** will know?')).toBe('how-you-will-know')
  expect(anchorOf('شام کی جماعت')).toBe('شام-کی-جماعت')
  expect(anchorOf('What we promise!')).toBe('what-we-promise-2')
  expect(anchorOf('…')).toBe('')
})
