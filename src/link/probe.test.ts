import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LinkStatus } from '../shared/status.ts'
import { createStore } from '../shared/store.ts'
import { startProbe } from './probe.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A link that carries or not, and a page that asks over it. */
const world = (reach: LinkStatus['reach'] = 'up') => {
  const status = createStore<LinkStatus>({ reach, since: 0, heard: Date.now(), kbps: 0 })
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' as DocumentVisibilityState })
  const network = new EventTarget()
  const link = { carries: reach !== 'down' }
  const answer = () =>
    status.set((now) =>
      link.carries ? { ...now, reach: 'up', heard: Date.now() } : { ...now, reach: 'down' },
    )
  const question = vi.fn(async () => {
    answer()
    if (!link.carries) throw new Error('offline')
  })
  const onBack = vi.fn(() => network.dispatchEvent(new Event('online')))
  const probe = startProbe({ status, question, network, page, onBack, random: () => 0.5 })
  const see = (visibilityState: DocumentVisibilityState) => {
    page.visibilityState = visibilityState
    page.dispatchEvent(new Event('visibilitychange'))
  }
  const cut = () => {
    link.carries = false
    answer()
  }
  const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000)
  return { status, network, link, question, onBack, probe, see, cut, pass, answer }
}

describe('the probe', () => {
  it('asks a link that failed until it carries, soon at first and once a minute at most', async () => {
    const { question, cut, pass, link, status, onBack } = world()
    cut()
    await pass(10)
    expect(question.mock.calls.length).toBeGreaterThan(1)
    await pass(600)
    const before = question.mock.calls.length
    await pass(600)
    expect(question.mock.calls.length - before).toBeLessThan(25)
    link.carries = true
    await pass(61)
    expect(status.get().reach).toBe('up')
    expect(onBack).toHaveBeenCalledOnce()
  })

  it('leaves a link alone that others keep asking, and asks one that nobody has asked for two minutes', async () => {
    const { question, pass, answer } = world()
    for (let i = 0; i < 10; i++) {
      await pass(60)
      answer()
    }
    expect(question).not.toHaveBeenCalled()
    await pass(125)
    expect(question).toHaveBeenCalledOnce()
  })

  it('believes neither "offline" nor "online": it asks', async () => {
    const { network, status, question, pass, link } = world()
    network.dispatchEvent(new Event('offline'))
    await pass(0)
    expect([question.mock.calls.length, status.get().reach]).toEqual([1, 'up'])
    link.carries = false
    network.dispatchEvent(new Event('online'))
    await pass(0)
    expect([question.mock.calls.length, status.get().reach]).toEqual([2, 'down'])
  })

  it('is silent while nobody looks, and asks at once when somebody does', async () => {
    const { see, cut, pass, question } = world()
    see('hidden')
    cut()
    await pass(3600)
    expect(question).not.toHaveBeenCalled()
    see('visible')
    await pass(0)
    expect(question).toHaveBeenCalledOnce()
  })

  it('goes on slowly where the link comes and goes, and starts anew after a calm minute', async () => {
    const { cut, pass, link, question, probe } = world()
    const outage = async () => {
      cut()
      const before = question.mock.calls.length
      await pass(8)
      link.carries = true
      await probe.ask()
      return question.mock.calls.length - before
    }
    cut()
    await pass(300)
    link.carries = true
    await probe.ask()
    const soonAfter = await outage()
    await pass(70)
    expect(await outage()).toBeGreaterThan(soonAfter)
  })

  it('does not hammer a mirror that lives beside a gateway that is dead', async () => {
    const { network, status, pass, question, cut, link } = world()
    // Whoever is told that the link is back asks the gateway, which is not.
    network.addEventListener('online', () => status.set((now) => ({ ...now, reach: 'down' })))
    cut()
    link.carries = true
    await pass(600)
    const before = question.mock.calls.length
    await pass(600)
    expect(question.mock.calls.length - before).toBeLessThan(25)
  })

  it('finds out by itself where a page asks nothing, and tells when it asks next', async () => {
    const { status, pass, question, probe, link } = world('unknown')
    link.carries = false
    await pass(9)
    expect(question).not.toHaveBeenCalled()
    await pass(2)
    expect(status.get().reach).toBe('down')
    expect(probe.state.get().next).toBeGreaterThan(Date.now())
    probe.stop()
    const before = question.mock.calls.length
    await pass(600)
    expect(question.mock.calls.length).toBe(before)
  })
})
