// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { fold, wordsOf } from '../../shared/find/fold.ts'
import { inLanguage } from '../../ui/testing.tsx'
import { Transcript } from '../screen/Transcript.tsx'
import type { More } from '../screen/use-more.ts'
import { nine, testPlayer } from '../testing.tsx'
import type { Line } from '../words/transcript.ts'
import { copiedLine, FindWords, linesWith } from './FindWords.tsx'
import { playerWords } from './words.ts'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})
const t = playerWords.en

const line = (minute: number, text: string, speaker: string | null = null): Line => ({
  starts: nine + minute * 60_000,
  ends: nine + minute * 60_000 + 4000,
  speaker,
  text,
})
const lines = [
  line(1, 'A school within a walk', 'The Chair'),
  line(2, 'ہر بچے کے گھر سے دو کلومیٹر کے اندر اسکول'),
  line(3, 'and the school stays open'),
  line(4, 'The wells are next'),
]

const show = (minute: number) => {
  const test = testPlayer({ position: nine + minute * 60_000 + 1 })
  const more = { FindWords } as unknown as More
  render(
    inLanguage(<Transcript player={test.player} state={test.player.state.get()} lines={lines} more={more} />),
  )
  return test
}
const field = () => screen.getByRole('searchbox') as HTMLInputElement
const type = (value: string) => act(() => void fireEvent.input(field(), { target: { value } }))
const at = () => document.querySelector('[data-found]')?.textContent ?? null
const marks = () => [...document.querySelectorAll('mark')].map(({ textContent }) => textContent)
const count = () => document.querySelector('.watch-find-said')?.textContent

describe('looking in the transcript', () => {
  it('marks every place, begins at the next one, and goes round by buttons and by Enter', async () => {
    show(2)
    await type('SCHOOL')
    expect(marks()).toEqual(['school', 'school'])
    expect(at()).toContain('stays open')
    expect(count()).toBe(t.words.found(2, 2))
    await act(() => void fireEvent.click(screen.getByRole('button', { name: t.words.next })))
    expect(at()).toContain('within a walk')
    await act(() => void fireEvent.keyDown(field(), { key: 'Enter', shiftKey: true }))
    expect(at()).toContain('stays open')
    await act(() => void fireEvent.keyDown(field(), { key: 'Escape' }))
    expect([field().value, marks(), at()]).toEqual(['', [], null])
  })

  it('finds in the other script, as it is typed on another keyboard, and says where there is nothing', async () => {
    show(1)
    await type('اسكول')
    expect(marks()).toEqual(['اسکول'])
    await type('canal')
    expect(count()).toBe(t.words.none)
  })

  it('a tap on what was found goes there', async () => {
    const test = show(1)
    await type('wells')
    fireEvent.click(document.querySelector('[data-found] button') as Element)
    expect(test.asked).toEqual([`seekTo ${nine + 4 * 60_000}`])
  })

  it('copies the line that is on with its time and speaker, or says that it cannot', async () => {
    const writeText = vi.fn(async () => {})
    vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText } })
    show(1)
    const copy = () =>
      act(async () => void fireEvent.click(screen.getByRole('button', { name: t.words.copy })))
    await copy()
    expect(writeText).toHaveBeenCalledWith(copiedLine(lines[0] as Line, 'en-PK'))
    expect(copiedLine(lines[0] as Line, 'en-PK')).toMatch(/:01.* The Chair: A school within a walk$/)
    expect(count()).toBe(t.words.copied)
    writeText.mockRejectedValueOnce(new DOMException('no', 'NotAllowedError'))
    await copy()
    expect(count()).toBe(t.words.notCopied)
  })

  it('lines with every word, whatever is looked for: those and no others', () => {
    const word = fc.constantFrom('school', 'wells', 'اسکول', 'the', 'open', 'absent')
    fc.assert(
      fc.property(fc.array(word, { maxLength: 3 }), (words) => {
        const wanted = wordsOf(words.join(' '))
        const found = linesWith(lines, wanted)
        for (const one of lines) {
          const has = wanted.length > 0 && wanted.every((each) => fold(one.text).text.includes(each))
          expect(found.includes(one)).toBe(has)
        }
      }),
    )
  })
})
