// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/preact'
import { useState } from 'preact/hooks'
import { afterEach, expect, it, vi } from 'vitest'
import { useFocusKept } from './use-focus-kept.ts'

afterEach(cleanup)

const Question = () => {
  const [answered, setAnswered] = useState(false)
  return answered ? (
    <p>Erased.</p>
  ) : (
    <button type="button" onClick={() => setAnswered(true)}>
      Erase
    </button>
  )
}

/** Is not drawn anew when the question in it is answered. */
const Part = ({ titled = true, here = true }: { titled?: boolean; here?: boolean }) => {
  const part = useFocusKept<HTMLElement>()
  if (!here) return null
  return (
    <section ref={part}>
      {titled && <h2>Storage</h2>}
      <Question />
      <button type="button">More</button>
    </section>
  )
}
const button = (name: string) => screen.getByRole('button', { name })
const answer = () => act(() => button('Erase').click())
const focusAt = (wanted: () => Element) =>
  vi.waitFor(() => expect(document.activeElement).toBe(wanted()), { timeout: 1_000 })

it('goes to the heading where the button that had the focus is gone', async () => {
  render(<Part />)
  button('Erase').focus()
  await answer()
  await focusAt(() => screen.getByRole('heading'))
})

it('goes to the first button where there is no heading', async () => {
  render(<Part titled={false} />)
  button('Erase').focus()
  await answer()
  await focusAt(() => button('More'))
})

it('does so in a part that came later', async () => {
  const { rerender } = render(<Part here={false} />)
  rerender(<Part />)
  button('Erase').focus()
  await answer()
  await focusAt(() => screen.getByRole('heading'))
})

it('is the business of the innermost part that still stands', async () => {
  const Place = () => {
    const place = useFocusKept<HTMLDivElement>()
    const [open, setOpen] = useState(true)
    return (
      <div ref={place}>
        <h1>Packs</h1>
        {open && <Part />}
        <button type="button" onClick={() => setOpen(false)}>
          Close
        </button>
      </div>
    )
  }
  render(<Place />)
  button('Erase').focus()
  await answer()
  await focusAt(() => screen.getByRole('heading', { name: 'Storage' }))
  await act(() => button('Close').click())
  await focusAt(() => screen.getByRole('heading', { name: 'Packs' }))
})

it('takes the focus from nowhere else', async () => {
  render(
    <>
      <Part />
      <a href="/read">Read</a>
    </>,
  )
  button('Erase').focus()
  screen.getByRole('link').focus()
  await answer()
  await Promise.resolve()
  expect(document.activeElement).toBe(screen.getByRole('link'))
  cleanup()
  render(<Part />)
  await answer()
  await Promise.resolve()
  expect(document.activeElement).toBe(document.body)
})
