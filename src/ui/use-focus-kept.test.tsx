// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/preact'
import { afterEach, expect, it } from 'vitest'
import { useFocusKept } from './use-focus-kept.ts'

afterEach(cleanup)

const Part = ({ asking, titled = true }: { asking: boolean; titled?: boolean }) => {
  const part = useFocusKept<HTMLElement>()
  return (
    <section ref={part}>
      {titled && <h2>Storage</h2>}
      {asking ? <button type="button">Erase</button> : <p>Erased.</p>}
      <button type="button">More</button>
    </section>
  )
}
const button = (name: string) => screen.getByRole('button', { name })

it('goes to the heading where the button that had the focus is gone', () => {
  const { rerender } = render(<Part asking={true} />)
  button('Erase').focus()
  rerender(<Part asking={false} />)
  expect(document.activeElement).toBe(screen.getByRole('heading'))
})

it('goes to the first button where there is no heading', () => {
  const { rerender } = render(<Part asking={true} titled={false} />)
  button('Erase').focus()
  rerender(<Part asking={false} titled={false} />)
  expect(document.activeElement).toBe(button('More'))
})

it('takes the focus from nowhere else', () => {
  const { rerender } = render(
    <>
      <Part asking={true} />
      <a href="/read">Read</a>
    </>,
  )
  button('Erase').focus()
  screen.getByRole('link').focus()
  rerender(
    <>
      <Part asking={false} />
      <a href="/read">Read</a>
    </>,
  )
  expect(document.activeElement).toBe(screen.getByRole('link'))
  cleanup()
  render(<Part asking={true} />).rerender(<Part asking={false} />)
  expect(document.activeElement).toBe(document.body)
})
