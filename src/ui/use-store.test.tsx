// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/preact'
import { afterEach, expect, it } from 'vitest'
import { createStore } from '../shared/store.ts'
import { useSelect, useStore } from './use-store.ts'

afterEach(cleanup)

const change = (work: () => void) => act(async () => work())

it('draws again only when what is selected changes', async () => {
  const store = createStore({ reader: 'seven', files: 0 })
  let drawn = 0
  const Reader = () => {
    drawn++
    return <p>{useSelect(store, ({ reader }) => reader)}</p>
  }
  render(<Reader />)
  await change(() => store.set((now) => ({ ...now, files: 1 })))
  await change(() => store.set((now) => ({ ...now, files: 2 })))
  expect(drawn).toBe(1)
  await change(() => store.set((now) => ({ ...now, reader: 'eight' })))
  expect(screen.getByText('eight')).toBeTruthy()
})

it('follows the whole value, also one that changed before it looked, and functions as values', async () => {
  const store = createStore<() => string>(() => 'before')
  const Value = () => <p>{useStore(store)()}</p>
  render(<Value />)
  store.set(() => () => 'after')
  await screen.findByText('after')
})
