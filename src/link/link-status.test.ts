import { beforeEach, describe, expect, it, vi } from 'vitest'

/** Every test begins with a page that has asked nothing yet. */
let link: typeof import('./link-status.ts')
beforeEach(async () => {
  vi.resetModules()
  link = await import('./link-status.ts')
})
const now = () => link.linkStatus.get()

describe('the link as requests found it', () => {
  it('is unknown before the first answer, up after one, and slow below what voice needs', () => {
    expect(now()).toMatchObject({ reach: 'unknown', heard: 0, kbps: 0 })
    link.reportSuccess(10_000, 100)
    expect(now()).toMatchObject({ reach: 'up', kbps: 800 })
    link.reportSuccess(10_000, 4_000)
    expect(now()).toMatchObject({ reach: 'slow', kbps: 20 })
  })

  it('takes no speed from a few bytes: they end an outage and leave slow what was slow', () => {
    link.reportSuccess(10_000, 4_000)
    link.reportSuccess(200, 1)
    expect(now()).toMatchObject({ reach: 'slow', kbps: 20 })
    link.reportFailure()
    expect(now().reach).toBe('down')
    link.reportSuccess(200, 1)
    expect(now()).toMatchObject({ reach: 'up', kbps: 20 })
  })

  it('keeps the time of the first failure of a row, and the last answer’s', () => {
    const clock = vi.spyOn(Date, 'now')
    clock.mockReturnValue(1000)
    link.reportSuccess(10, 1)
    clock.mockReturnValue(2000)
    link.reportFailure()
    clock.mockReturnValue(3000)
    link.reportFailure()
    expect(now()).toMatchObject({ reach: 'down', since: 2000, heard: 1000 })
    clock.mockRestore()
  })
})
