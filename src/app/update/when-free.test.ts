// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { watchStatus } from '../services.ts'
import { whenFree } from './when-free.ts'

const then = vi.fn()
beforeEach(() => {
  vi.useFakeTimers()
  then.mockReset()
  watchStatus.set(null)
  document.body.innerHTML = '<input id="a"><input id="b"><button>.</button><audio></audio>'
})
afterEach(() => vi.useRealTimers())

const focus = (what: string) => document.querySelector<HTMLElement>(what)?.focus()
const listening = { rung: 'voice', behind: 20, playing: true } as const

it('is at once where nothing is under way', () => {
  whenFree(then, false)
  expect(then).toHaveBeenCalledOnce()
})

it.each([true, false])('waits for the broadcast to end, asked or not (%s), and is called once', (asked) => {
  watchStatus.set(listening)
  whenFree(then, asked)
  vi.advanceTimersByTime(3_600_000)
  watchStatus.set({ ...listening, behind: 30 })
  vi.advanceTimersByTime(10_000)
  expect(then).not.toHaveBeenCalled()
  watchStatus.set(null)
  vi.advanceTimersByTime(1000)
  expect(then).toHaveBeenCalledOnce()
  watchStatus.set(listening)
  watchStatus.set(null)
  vi.advanceTimersByTime(10_000)
  expect(then).toHaveBeenCalledOnce()
})

it('is not brought about by going from one field to the next; by leaving them it is', () => {
  focus('#a')
  whenFree(then, false)
  focus('#b')
  vi.advanceTimersByTime(10_000)
  expect(then).not.toHaveBeenCalled()
  focus('button')
  vi.advanceTimersByTime(1000)
  expect(then).toHaveBeenCalledOnce()
})

it('does not break into a recording', () => {
  const audio = document.querySelector('audio') as HTMLAudioElement
  let paused = false
  Object.defineProperty(audio, 'paused', { get: () => paused })
  whenFree(then, false)
  vi.advanceTimersByTime(10_000)
  expect(then).not.toHaveBeenCalled()
  paused = true
  audio.dispatchEvent(new Event('pause'))
  vi.advanceTimersByTime(1000)
  expect(then).toHaveBeenCalledOnce()
})

it('is at once for whoever asked for it, typing and listening to a recording', () => {
  focus('#a')
  whenFree(then, true)
  expect(then).toHaveBeenCalledOnce()
})
